import { escapeInvisible } from './quote.js';

/** A word that a shell reads back as it is. */
export function shellWord(text: string): string {
  return /^[\w./~+:=@-]+$/.test(text) ? text : `'${escapeInvisible(text).replaceAll("'", String.raw`'\''`)}'`;
}

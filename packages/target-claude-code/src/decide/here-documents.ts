import type { HereDoc } from 'unbash';

/**
 * Whether a command stands where Claude Code takes it for a part of a here-document: in the line in which one begins, behind
 * anything but `|`, `||` and `&&`; or anywhere behind one of which it does not know the end.
 */
export function isBehindHereDoc({ delimiter, body }: HereDoc, at: number, source: string): boolean {
  if (delimiter === undefined || at < delimiter.end) return false;
  if (!PLAIN_DELIMITER.test(delimiter.text)) return true;
  return at < body.pos && /[;(){}]|\|&|(?<!&)&(?!&)/.test(source.slice(delimiter.end, at));
}

const PLAIN_DELIMITER = /^(?:'[^'\\]*'|"[^"\\$`]*"|\\?[^'"\\$`]+)$/;

import type { Assignment, Word } from 'unbash';
import type { LinePart } from './read-line.js';
import { isUnclear, wordValue } from './word.js';

/** `export X=1` and `declare X=1`: what is set belongs to the command, which is compared otherwise than others. */
export function isDeclaration({ command: { name, suffix } }: LinePart): boolean {
  if (suffix.some(({ type }) => type === 'Assignment')) return name !== undefined;
  return DECLARING.has(name?.text ?? '') && suffix.some((item) => item.type === 'Word' && /[$`]/.test(item.text));
}

const DECLARING = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);

/** As it is written, and without quotes. Variables that the line sets are not put in. */
export function declarationTexts({ command, source }: LinePart): readonly string[] {
  const { name, suffix } = command;
  const items = suffix.filter((item): item is Word | Assignment => item.type === 'Word' || item.type === 'Assignment');
  const last = items.at(-1);
  if (name === undefined || last === undefined) return [];
  const written = source.slice(name.pos, last.end);
  return [written, [wordValue(name), ...items.map(valueOf)].join(' ')];
}

/** Only `export` is allowed by a rule with a star, and only without options. */
export function mayBeAllowed({ command, isTimed }: LinePart): boolean {
  const { name, suffix } = command;
  const isPlain = suffix.every((item) =>
    item.type === 'Word'
      ? !isUnclear(item) && !item.text.startsWith('-')
      : item.type !== 'Assignment' || !/[$`(]/.test(item.text.replaceAll('$HOME', '')),
  );
  return name?.text === 'export' && isPlain && !isTimed;
}

function valueOf(item: Word | Assignment): string {
  if (item.type === 'Word') return wordValue(item);
  const { name, value, text } = item;
  return value.type === 'Word' && text.startsWith(`${name}=`) ? `${name}=${wordValue(value)}` : text;
}

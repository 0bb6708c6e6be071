import { findingOf, type Finding } from './diagnostic.js';
import { nameOfCharacter } from './text/quote.js';

/**
 * What makes people see another text than machines read. Each kind is told once, where it first stands. A byte order mark
 * at the very beginning is told apart.
 */
export function findHiddenCharacters(
  text: string,
  where: { readonly file: string; readonly agent?: string },
): readonly Finding[] {
  return KINDS.flatMap(({ code, pattern }) => {
    const match = pattern.exec(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
    if (match === null) return [];
    const place = { kind: 'text', offset: match.index, length: match[0].length } as const;
    return [findingOf(code, { ...where, place }, { character: nameOfCharacter(match[0]) })];
  });
}

/**
 * U+200C and U+200D join letters and emoji in ordinary text, and U+200E and U+200F are ordinary in right-to-left text: not
 * told. Tag characters are told unless they follow the black flag, where a few of them spell the flag of a region.
 */
const KINDS = [
  { code: 'text-bidirectional', pattern: /[\u202A-\u202E\u2066-\u2069]/ },
  {
    code: 'text-invisible',
    pattern:
      /[\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\uFEFF\u{E0000}-\u{E001F}]|(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]{0,6})[\u{E0020}-\u{E007F}]/u,
  },
] as const;

import { nameOfCharacter } from './text/quote.js';

/** What to say instead of the parser's own words, and the edit that mends it. */
interface Advice {
  readonly reason: string;
  readonly hint?: string;
}

/** By the beginning of smol-toml's messages; `{word}` and `{character}` are what stands at the place of the error. */
const ADVICE: readonly (readonly [complaint: string, Advice])[] = [
  ['invalid value', { reason: 'there is no value here', hint: 'put text into double quotes' }],
  ['unfinished string', { reason: 'the text that begins here does not end', hint: 'close it with a quote' }],
  ['unfinished array', { reason: 'the array that begins here does not end', hint: 'close it with ]' }],
  ['unfinished table', { reason: 'the table that begins here does not end', hint: 'close it with }' }],
  [
    'expected comma',
    { reason: 'a comma is missing before this, or the array or table should end', hint: 'put a comma between entries' },
  ],
  [
    'each key-value declaration',
    { reason: 'the line should end before this', hint: 'write one KEY = VALUE a line, with quotes around text' },
  ],
  ['illegal character in key', { reason: 'this cannot stand in a key', hint: 'write KEY = VALUE, or [TABLE]' }],
  ['incomplete key-value', { reason: '{word} has no value', hint: 'write KEY = VALUE' }],
  ['unexpected end of key', { reason: 'there is no key before this', hint: 'write KEY = VALUE, or [TABLE]' }],
  ['illegal empty bare key', { reason: 'there is no key before the dot', hint: 'write KEY = VALUE, or [TABLE]' }],
  ['trying to redefine', { reason: '{word} is defined twice', hint: 'keep one of the two' }],
  [
    'unrecognised escape sequence',
    {
      reason: 'there is no such escape sequence',
      hint: 'write \\\\ for a backslash, or put the text into single quotes, where backslashes are plain',
    },
  ],
  ['control characters', { reason: 'there is the control character {character}', hint: 'remove it' }],
  ['integer value cannot', { reason: 'this number is too large', hint: 'write a smaller number' }],
];

/** The same complaints where the line says more. */
function adviseOnLine(complaint: string, line: string, next: string): Advice | undefined {
  const isLineEnd = /^[\r\n]?$/.test(next);
  if (next === '\r' && complaint.startsWith('each key-value'))
    return { reason: 'the line ends with a lone carriage return', hint: 'save the file with LF line ends' };
  if (/[\u2018-\u201F\u00AB\u00BB]/.test(next) && /^(?:invalid value|illegal character in key)/.test(complaint))
    return { reason: `${next} is a quote of print, not of TOML`, hint: 'write plain quotes: "…"' };
  if (complaint.startsWith('invalid value') && (next === '' || /^\s*\[+$/.test(line)))
    return {
      reason: 'a value should stand here, or the end of an array',
      hint: 'close the array above with ], or write the value',
    };
  if (isLineEnd && complaint.startsWith('control characters are not allowed in strings'))
    return { reason: 'the text does not end on its line', hint: 'close it with the quote that it begins with' };
  if (!/^(?:illegal character in key|incomplete key-value)/.test(complaint)) return undefined;
  if (next === ':') return { reason: 'a key is followed by = here, not by a colon', hint: 'write KEY = VALUE' };
  if (/[\w-][ \t]+$/.test(line) && /\w/.test(next))
    return { reason: 'a key has no spaces', hint: 'write KEY = VALUE, with _ in place of the space' };
  if (!isLineEnd && complaint.startsWith('illegal')) return undefined;
  return line.trimStart().startsWith('[')
    ? { reason: 'the header does not end', hint: 'close it with ]' }
    : { reason: 'the key has no value', hint: 'write KEY = VALUE' };
}

/** The parser's complaint about the text at an offset, in words for people; `word` is what stands there. */
export function adviseOnToml(complaint: string, text: string, offset: number, word: string): Advice {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const advice = adviseOnLine(complaint, line, text.charAt(offset));
  if (advice !== undefined) return advice;
  const found = ADVICE.find(([beginning]) => complaint.startsWith(beginning))?.[1];
  if (found === undefined) return { reason: complaint };
  const reason = found.reason
    .replace('{word}', () => (word === '' ? 'this' : word))
    .replace('{character}', nameOfCharacter(text.charAt(offset)));
  return { ...found, reason };
}

import { findingOf, type Finding, type Place } from './diagnostic.js';
import { nameOfCharacter } from './text/quote.js';

/**
 * What a person would want to know about a prompt. The bytes are kept as they are in every case: canonry never edits a
 * prompt. Each kind of character is told once, where it first stands.
 */
export function checkPrompt(
  prompt: string,
  where: { readonly file: string; readonly agent: string },
): readonly Finding[] {
  if (prompt.trim() === '') return [findingOf('empty-prompt', where, {})];
  const findings: Finding[] = [];
  const hasMark = prompt.startsWith('\uFEFF');
  if (hasMark) findings.push(findingOf('prompt-byte-order-mark', { ...where, place: at(0) }, {}));

  const returns = prompt.split('\r').length - 1;
  const firstReturn = prompt.indexOf('\r');
  if (returns > 0) {
    const first = String(prompt.slice(0, firstReturn).split('\n').length);
    findings.push(
      findingOf('prompt-carriage-return', { ...where, place: at(firstReturn) }, { count: String(returns), first }),
    );
  }
  for (const { code, pattern } of CHARACTERS) {
    const match = pattern.exec(hasMark ? ` ${prompt.slice(1)}` : prompt);
    if (match === null) continue;
    const character = nameOfCharacter(match[0]);
    findings.push(findingOf(code, { ...where, place: at(match.index, match[0].length) }, { character }));
  }
  return findings;
}

function at(offset: number, length = 1): Place {
  return { kind: 'text', offset, length };
}

/**
 * U+200C and U+200D join letters and emoji in ordinary text, and U+200E and U+200F are ordinary in right-to-left text: not
 * told. Tag characters are told unless they follow the black flag, where they spell the flag of a region.
 */
const CHARACTERS = [
  { code: 'prompt-control-character', pattern: /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/ },
  { code: 'prompt-bidirectional', pattern: /[\u202A-\u202E\u2066-\u2069]/ },
  {
    code: 'prompt-invisible',
    pattern:
      /[\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\uFEFF\u{E0000}-\u{E001F}]|(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]*)[\u{E0020}-\u{E007F}]/u,
  },
] as const;

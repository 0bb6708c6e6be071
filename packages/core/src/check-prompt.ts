import { findingOf, type Finding, type Place } from './diagnostic.js';
import { findHiddenCharacters } from './hidden-characters.js';
import { nameOfCharacter } from './text/quote.js';

type Where = { readonly file: string; readonly agent?: string };

/** What a person would want to know about a prompt. */
export function checkPrompt(prompt: string, where: Where): readonly Finding[] {
  // Spaces and what nobody sees are no prompt.
  if (!/[^\p{Z}\p{C}]/u.test(prompt)) return [findingOf('empty-prompt', where, {})];
  return checkText(prompt, where);
}

/**
 * What a person would want to know about a text that models read. The bytes are kept as they are in every case: canonry
 * never edits a text. Each kind of character is told once, where it first stands.
 */
export function checkText(text: string, where: Where): readonly Finding[] {
  const findings: Finding[] = [];
  if (text.startsWith('\uFEFF')) findings.push(findingOf('text-byte-order-mark', { ...where, place: at(0) }, {}));
  const firstReturn = text.indexOf('\r');
  if (firstReturn !== -1) {
    const returns = text.split('\r').length - 1;
    const first = String(text.slice(0, firstReturn).split('\n').length);
    const count = returns === 1 ? 'one carriage return' : `${returns} carriage returns`;
    findings.push(findingOf('text-carriage-return', { ...where, place: at(firstReturn) }, { count, first }));
  }
  const control = CONTROL_CHARACTER.exec(text);
  if (control !== null) {
    const character = nameOfCharacter(control[0]);
    findings.push(findingOf('text-control-character', { ...where, place: at(control.index) }, { character }));
  }
  return [...findings, ...findHiddenCharacters(text, where)];
}

/** Other than tab and line ends. */
const CONTROL_CHARACTER = /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

function at(offset: number): Place {
  return { kind: 'text', offset, length: 1 };
}

import type { SyntaxNode, Word, WordPart } from 'unbash';
import { builtinCall } from './builtin-call.js';

/**
 * True if the line takes in text here that is code once bash evaluates it: text in quotes that holds some, or could help to
 * put it together, and text that is only known when the line runs.
 */
export function bringsUnseenText(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return isCode(node.value);
    case 'Word':
      return isUnseenWord(node);
    case 'HereDoc':
      return node.delimiter?.quoted === true && isCode(node.body.text);
    // What they print, what is typed, what files are called.
    case 'CommandExpansion':
    case 'ArithmeticCommandExpansion':
    case 'Select':
    case 'Glob':
    case 'ExtendedGlob':
      return true;
    case 'Command':
      return /^(?:read|mapfile|readarray)$/.test(builtinCall(node)?.name ?? '');
    default:
      return false;
  }
}

/** A bracket alone counts: code may be put together from pieces. An escape may become one, as in `printf '\133'`. */
function isCode(text: string): boolean {
  return /[[\\`]|\$\(|\$$/.test(text);
}

/** `{Z..a}` holds a bracket and a backtick. */
function isUnseenWord(word: Word): boolean {
  const parts: readonly WordPart[] | undefined = word.parts;
  return /\{[^\d,{}-]\.\./.test(word.text) || (parts === undefined && isCode(word.value));
}

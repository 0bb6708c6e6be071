import type { AnsiCQuotedPart, Word, WordPart } from 'unbash';
import type { SubjectPiece, SubjectText } from '../subject.js';
import { ANY, joinPieces, textPiece } from './pieces.js';
import { tildePieces } from './tilde-pieces.js';

/** Where a word stands: bash expands a tilde after every `:` of an assignment's value, elsewhere at the start. */
type WordPlace = 'word' | 'value';

/** A word after quote removal, with a hole for each expansion. */
export function wordText(word: Word, place: WordPlace = 'word'): SubjectText {
  if (mayExpandBraces(word)) return [ANY];
  const tildes = { assigns: place === 'value' || word.text.includes('='), start: word.pos };
  if (word.parts === undefined) return joinPieces(tildePieces(word, tildes));
  return joinPieces(word.parts.flatMap((part) => partPieces(part, tildes)));
}

function partPieces(
  part: WordPart,
  tildes: { readonly assigns: boolean; readonly start: number },
): readonly SubjectPiece[] {
  switch (part.type) {
    case 'Literal':
      return tildePieces(part, tildes);
    case 'SingleQuoted':
      return [textPiece(part.value)];
    case 'AnsiCQuoted':
      return [decodedPiece(part)];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.map((child) => (child.type === 'Literal' ? textPiece(child.value) : ANY));
    default:
      return [ANY];
  }
}

/** `$'\xff'` is a byte that no text holds, and the end of a line behind a backslash stays: the grammar decodes both otherwise. */
function decodedPiece({ text, value }: AnsiCQuotedPart): SubjectPiece {
  return /[\uFFFD\p{Surrogate}]/u.test(value) || text.includes('\\\n') ? ANY : textPiece(value);
}

/**
 * The grammar does not see that bash expands `a{b}c,d}`. So an open brace, a comma or two dots, and a closing brace, all
 * outside of quotes, are taken for an expansion of the whole word, whatever stands between them.
 */
function mayExpandBraces(word: Word): boolean {
  const parts: readonly WordPart[] | undefined = word.parts;
  const unquoted =
    parts === undefined ? word.text : parts.map((part) => (part.type === 'Literal' ? part.text : '_')).join('');
  const plain = unquoted.replaceAll(/\\./gs, '_');
  const open = plain.indexOf('{');
  const inside = open === -1 ? '' : plain.slice(open, plain.lastIndexOf('}') + 1);
  return inside.includes(',') || inside.includes('..');
}

import type { SubjectPiece, SubjectText } from '../subject.js';

export const ANY: SubjectPiece = { kind: 'any' };
export const SPACE: SubjectPiece = { kind: 'text', text: ' ' };

export function textPiece(text: string): SubjectPiece {
  return { kind: 'text', text };
}

/** Joins runs of text, and runs of holes: a hole stands for any text, so two in a row are one. */
export function joinPieces(pieces: readonly SubjectPiece[]): SubjectText {
  const joined: SubjectPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'any') {
      if (last?.kind !== 'any') joined.push(piece);
    } else if (last?.kind === 'text') {
      joined[joined.length - 1] = textPiece(last.text + piece.text);
    } else if (piece.text !== '') {
      joined.push(piece);
    }
  }
  return joined;
}

export function isLiteral(text: SubjectText): boolean {
  return text.every(({ kind }) => kind === 'text');
}

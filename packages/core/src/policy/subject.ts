import type { Action } from '../agent.js';

/** One simple text, or a set of texts: literal runs and holes that stand for any text (an expansion such as `$x`). */
export type SubjectText = readonly SubjectPiece[];

export type SubjectPiece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'any' };

/** One thing a command line asks for. All alternatives of a part are decided and the strictest wins (with and without leading assignments). */
export interface CommandPart {
  readonly tool: 'bash' | 'edit' | 'read' | 'external_directory';
  /** Empty if nothing is run, as by `PATH=/x`: then the intent decides. */
  readonly alternatives: readonly SubjectText[];
  /** Never more permissive than this: `ask` for a first word that is not literal. */
  readonly atLeast: Action;
  /** For messages: the part as it stands in the line. */
  readonly shown: string;
}

export type SplitLine =
  | { readonly kind: 'parts'; readonly parts: readonly CommandPart[] }
  | { readonly kind: 'unparsable'; readonly reason: string };

/** The text, if there is only one in the set. */
export function textOf(pieces: SubjectText): string | null {
  return pieces.every((piece) => piece.kind === 'text') ? pieces.map((piece) => piece.text).join('') : null;
}

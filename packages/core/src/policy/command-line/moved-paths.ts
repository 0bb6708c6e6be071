import type { SyntaxNode } from 'unbash';
import type { CommandPart, SubjectText } from '../subject.js';
import { builtinCall } from './builtin-call.js';
import { ANY, joinPieces } from './pieces.js';

/** Builtins that change the directory of the shell, or run in it what they are given, and what may be one of them. */
export function mayChangeDirectory(node: SyntaxNode): boolean {
  if (node.type !== 'Command') return false;
  const call = builtinCall(node);
  if (call === undefined) return false;
  return call.name === null || /^(?:cd|pushd|popd|eval|source|\.|trap|mapfile|readarray)$/.test(call.name);
}

/**
 * A file that a redirection opens, where the line changes the directory: one of that name in any. Loops and functions run
 * what stands above later, so this holds for the whole line.
 */
export function moved(part: CommandPart): CommandPart {
  if (part.tool === 'bash') return part;
  return { ...part, alternatives: part.alternatives.map(anywhere) };
}

function anywhere(path: SubjectText): SubjectText {
  const [first] = path;
  return first?.kind === 'text' && /^[/~]/.test(first.text) ? path : joinPieces([ANY, ...path]);
}

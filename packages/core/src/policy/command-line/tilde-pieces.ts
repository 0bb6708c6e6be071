import type { SubjectPiece } from '../subject.js';
import { ANY, textPiece } from './pieces.js';

interface Unquoted {
  readonly text: string;
  readonly value: string;
  readonly pos: number;
}

/**
 * `~` and `~/x` stay as they are written: that is how patterns name the home directory. `~user`, `~+` and `~-` are other
 * directories, so the prefix is a hole. Bash expands them at the start of a word and, in what looks like an assignment,
 * after `=` and `:`; some of what is taken for a prefix here bash leaves alone, and a hole covers that too.
 */
export function tildePieces(
  part: Unquoted,
  where: { readonly assigns: boolean; readonly start: number },
): readonly SubjectPiece[] {
  const prefix = where.assigns ? /(?<=[=:])~[^/:]+/g : /(?!)/g;
  const atStart = part.pos === where.start ? /^~[^/:]+/.exec(part.text)?.[0] : undefined;
  if (atStart === undefined && part.text.search(prefix) === -1) return [textPiece(part.value)];
  // With escapes in it, the text and its value do not line up.
  if (part.text !== part.value) return [ANY];
  const rest = part.text.slice(atStart?.length ?? 0).split(prefix);
  const pieces = rest.flatMap((text, index) => (index === 0 ? [textPiece(text)] : [ANY, textPiece(text)]));
  return atStart === undefined ? pieces : [ANY, ...pieces];
}

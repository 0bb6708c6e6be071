import { diagnosticOf, findingOf, type Diagnostic } from '../diagnostic.js';
import type { Change, Plan } from '../plan/plan.js';
import { quote } from '../text/quote.js';

/**
 * What `check` has to complain about, one for each path that is not as rendered, on the line of the source that it is made
 * of. Conflicts are among a plan's findings already. `command` is what would mend it.
 */
export function driftDiagnostics({ changes }: Pick<Plan, 'changes'>, command: string): readonly Diagnostic[] {
  return changes
    .filter(({ action }) => action === 'create' || action === 'update' || action === 'delete')
    .map((change) => {
      const { path, reason, targets } = change;
      const { file, line } = placeOf(change);
      const where = { file, target: targets[0] };
      const diagnostic = diagnosticOf(findingOf('output-drift', where, { path: quote(path), reason, command }));
      return line === undefined ? diagnostic : { ...diagnostic, line, column: 1 };
    });
}

/** The line of the source that a change comes from, as far as it is known: in a prompt, the first that differs. */
function placeOf({ path, source, before, after }: Change): { readonly file: string; readonly line?: number } {
  const { file = path, line, body } = source ?? {};
  const place = { file, ...(line !== undefined && { line }) };
  if (body === undefined || before.kind !== 'file' || after?.kind !== 'file') return place;
  const differing = firstDifference(linesOf(before.bytes), linesOf(after.bytes));
  const ownLine = differing - body.fromLine + 1;
  return ownLine < 1 ? place : { file: body.file, line: Math.min(ownLine, body.lines ?? ownLine) };
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).replace(/\n$/, '').split('\n');
}

/** The first line of the new text that is another one, from 1; its last one if only something behind it is gone. */
function firstDifference(before: readonly string[], after: readonly string[]): number {
  const index = after.findIndex((line, number) => line !== before[number]);
  return index === -1 ? after.length : index + 1;
}

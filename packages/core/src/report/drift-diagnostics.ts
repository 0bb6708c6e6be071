import { diagnosticOf, findingOf, type Diagnostic } from '../diagnostic.js';
import type { Plan } from '../plan/plan.js';
import { quote } from '../text/quote.js';

/**
 * What `check` has to complain about, one for each path that is not as rendered, on the line of the source that it is made
 * of. Conflicts are among a plan's findings already. `command` is what would mend it.
 */
export function driftDiagnostics({ changes }: Pick<Plan, 'changes'>, command: string): readonly Diagnostic[] {
  return changes
    .filter(({ action }) => action === 'create' || action === 'update' || action === 'delete')
    .map(({ path, reason, source, targets }) => {
      const where = { file: source?.file ?? path, target: targets[0] };
      const diagnostic = diagnosticOf(findingOf('output-drift', where, { path: quote(path), reason, command }));
      return source?.line === undefined ? diagnostic : { ...diagnostic, line: source.line, column: 1 };
    });
}

import { summarisePlan, type Diagnostic } from '@canonry/core';
import { diagnosticToJson } from './diagnostic-json.js';
import type { PlacedDiagnostics } from './report-diagnostics.js';
import type { RunOutcome } from './write-outputs.js';

/** What `render --json` and `clean --json` print; others add what is theirs, as `check --json` whether the disk differs. */
export function runToJson({ plan, applied, reports }: RunOutcome, more: object = {}): object {
  return { plan: summarisePlan(plan), applied, ...more, diagnostics: reports.flatMap(placedToJson) };
}

/** Files are named as the plan and the source name them: no path of this machine. */
function placedToJson({ prefix = '', diagnostics }: PlacedDiagnostics): readonly object[] {
  return diagnostics.map((diagnostic) => diagnosticToJson(withPrefix(diagnostic, prefix)));
}

function withPrefix(diagnostic: Diagnostic, prefix: string): Diagnostic {
  const { file } = diagnostic;
  return file === undefined || file.startsWith('/') ? diagnostic : { ...diagnostic, file: `${prefix}${file}` };
}

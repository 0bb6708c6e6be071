import type { Diagnostic } from '@canonry/core';

/** Without the excerpt, which is for people; absent fields stay absent. */
export function diagnosticToJson(diagnostic: Diagnostic): object {
  const { code, severity, message, file, line, column, agent, target, tool, witness, hint } = diagnostic;
  return { code, severity, message, file, line, column, agent, target, tool, witness, hint };
}

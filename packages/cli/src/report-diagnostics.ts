import { relative, resolve } from 'node:path';
import { formatDiagnostic, type Diagnostic } from '@canonry/core';
import type { Io } from './io.js';
import { paintFor } from './paint.js';

/** Prints diagnostics for people, and how many there are. Files are named from where the person stands. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], root: string, { stderr, env, cwd }: Io): void {
  if (diagnostics.length === 0) return;
  const paint = paintFor(stderr, env);
  const reports = diagnostics.map((diagnostic) => {
    const { file } = diagnostic;
    const here = file === undefined ? {} : { file: relative(cwd, resolve(root, file)) || '.' };
    return formatDiagnostic({ ...diagnostic, ...here }, paint);
  });
  stderr.write(`${[...reports, countOf(diagnostics)].join('\n\n')}\n`);
}

/** `2 errors, 1 warning`. */
function countOf(diagnostics: readonly Diagnostic[]): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => [severity, diagnostics.filter((diagnostic) => diagnostic.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`)
    .join(', ');
}

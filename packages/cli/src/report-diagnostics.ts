import { relative, resolve } from 'node:path';
import { formatDiagnostic, tellOnce, type Diagnostic } from '@canonry/core';
import { columnsOf } from './columns.js';
import type { Io } from './io.js';
import { paintFor } from './paint.js';

/** Diagnostics about files below one directory. */
export interface PlacedDiagnostics {
  /** Absolute. */
  readonly root: string;
  /** How people name files there; without it, from where they stand. */
  readonly prefix?: '' | '~/';
  readonly diagnostics: readonly Diagnostic[];
}

/** Prints diagnostics for people, and how many there are. Files are named from where the person stands. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], root: string, io: Io, where: Where = {}): void {
  reportPlaced([{ root, diagnostics }], io, where);
}

interface Where {
  /** Something stands above; on a terminal, what is wrong is set apart from it. */
  readonly isBelow?: boolean;
}

/** The same for diagnostics about files in several places. */
export function reportPlaced(
  reports: readonly PlacedDiagnostics[],
  { stderr, env, cwd }: Io,
  { isBelow = false }: Where = {},
): void {
  const diagnostics = fromHere(reports, cwd);
  if (diagnostics.length === 0) return;
  if (isBelow && stderr.isTTY === true) stderr.write('\n');
  const paint = paintFor(stderr, env);
  const told = tellOnce(diagnostics);
  const columns = columnsOf(stderr, env);
  const format = (item: Diagnostic): string => formatDiagnostic(item, paint, columns);
  const blocks = told.filter((item) => !isNote(item)).map(format);
  const notes = told.filter(isNote).map(format);
  const last = notes.length === 0 ? [] : [notes.join('\n')];
  stderr.write(`${[...blocks, ...last, countOf(diagnostics)].join('\n\n')}\n`);
}

/** What is only worth knowing, and about no place, stands close together: it is for reading on, not for acting on. */
function isNote({ severity, file }: Diagnostic): boolean {
  return severity === 'info' && file === undefined;
}

/** Diagnostics with their files as people reach them from a directory. */
export function fromHere(reports: readonly PlacedDiagnostics[], cwd: string): readonly Diagnostic[] {
  return reports.flatMap(({ root, prefix = '', diagnostics }) =>
    diagnostics.map((diagnostic) => {
      const { file } = diagnostic;
      if (file === undefined) return diagnostic;
      if (file.startsWith('~/')) return diagnostic;
      const isBelow = prefix !== '' && !file.startsWith('/');
      return { ...diagnostic, file: isBelow ? `${prefix}${file}` : relative(cwd, resolve(root, file)) || '.' };
    }),
  );
}

/** `2 errors, 1 warning`. */
function countOf(diagnostics: readonly Diagnostic[]): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => [severity, diagnostics.filter((diagnostic) => diagnostic.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`)
    .join(', ');
}

import { resolve } from 'node:path';
import { hasErrors, type Diagnostic, type FileTree, type Finding } from '@canonry/core';
import { loadRoster, locate, writeNewFiles, type NewFile } from '@canonry/core/node';
import type { ExitCode } from './command.js';
import type { Io } from './io.js';
import { reportDiagnostics } from './report-diagnostics.js';
import { reportNewFiles } from './report-new-files.js';
import { diagnosticToJson } from './diagnostic-json.js';
import { targets } from './targets.js';

/** What was read, where, and what is to be created. */
export interface ImportRun {
  /** Where the files were read that findings are about. */
  readonly root: string;
  readonly files: FileTree;
  readonly findings: readonly Finding[];
  readonly created: readonly NewFile[];
}

export interface ImportValues {
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
  readonly strict?: boolean | undefined;
}

/** Creates all files or none, loads them, and says what remains to be known. */
export async function finishImport(run: ImportRun, values: ImportValues, io: Io): Promise<ExitCode> {
  const { root, files, findings, created } = run;
  const texts = new Map([...files].map(([path, { bytes }]) => [path, new TextDecoder().decode(bytes)]));
  const diagnostics = await locate(findings, texts);
  const out = resolve(io.cwd, values.out ?? '.');
  if (isBad(diagnostics, values)) {
    if (values.json === true) printJson({ created: [], obstacles: [], diagnostics }, io);
    else {
      reportDiagnostics(diagnostics, root, io);
      io.stderr.write('nothing was created\n');
    }
    return 1;
  }
  const obstacles = writeNewFiles(out, created);
  const loaded = obstacles.length > 0 ? undefined : await loadRoster({ source: out, targets });
  const all = [...diagnostics, ...(loaded?.diagnostics ?? [])];
  const isClean = obstacles.length === 0 && !isBad(all, values);
  if (values.json === true) {
    printJson(
      { created: obstacles.length > 0 ? [] : created.map(({ path }) => path), obstacles, diagnostics: all },
      io,
    );
    return isClean ? 0 : 1;
  }
  reportDiagnostics(diagnostics, root, io);
  reportNewFiles(out, created, obstacles, io);
  if (loaded !== undefined) reportDiagnostics(loaded.diagnostics, loaded.root, io);
  return isClean ? 0 : 1;
}

function isBad(diagnostics: readonly Diagnostic[], { strict }: ImportValues): boolean {
  return hasErrors(diagnostics) || (strict === true && diagnostics.some(({ severity }) => severity === 'warning'));
}

interface ImportReport {
  readonly created: readonly string[];
  readonly obstacles: readonly { readonly path: string; readonly reason: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

function printJson({ created, obstacles, diagnostics }: ImportReport, { stdout }: Io): void {
  const report = { created, obstacles, diagnostics: diagnostics.map(diagnosticToJson) };
  stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}

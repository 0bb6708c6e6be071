import { resolve } from 'node:path';
import { hasErrors, isWidened, type Diagnostic, type FileTree, type Finding, type ImportView } from '@canonry/core';
import { loadRoster, locate, writeNewFiles, type NewFile } from '@canonry/core/node';
import type { ExitCode } from './command.js';
import { compareImport, importComparisonToText, type ImportComparison } from './import-comparison.js';
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
  /** What each harness let the agents do before. */
  readonly views: readonly ImportView[];
}

export interface ImportValues {
  readonly out?: string | undefined;
  /** Targets to enable, beside those of the formats. */
  readonly target?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly strict?: boolean | undefined;
}

/** Creates all files or none, loads them, and says what remains to be known. */
export async function finishImport(run: ImportRun, values: ImportValues, io: Io): Promise<ExitCode> {
  const { root, files, findings, created, views } = run;
  const texts = new Map([...files].map(([path, { bytes }]) => [path, new TextDecoder().decode(bytes)]));
  const diagnostics = await locate(findings, texts);
  const out = resolve(io.cwd, values.out ?? '.');
  if (isBad(diagnostics, values)) {
    if (values.json === true) printJson({ created: [], obstacles: [], comparisons: [], diagnostics }, io);
    else {
      reportDiagnostics(diagnostics, root, io);
      io.stderr.write('nothing was created\n');
    }
    return 1;
  }
  const obstacles = writeNewFiles(out, created);
  const loaded = obstacles.length > 0 ? undefined : await loadRoster({ source: out, targets });
  const all = [...diagnostics, ...(loaded?.diagnostics ?? [])];
  const comparisons =
    loaded === undefined || hasErrors(loaded.diagnostics) ? [] : await compareImport(views, loaded, io);
  const isClean = obstacles.length === 0 && !isBad(all, values) && !comparisons.some(isWidened);
  if (values.json === true) {
    printJson(
      {
        created: obstacles.length > 0 ? [] : created.map(({ path }) => path),
        obstacles,
        comparisons,
        diagnostics: all,
      },
      io,
    );
    return isClean ? 0 : 1;
  }
  reportDiagnostics(diagnostics, root, io);
  reportNewFiles(out, created, obstacles, io);
  if (loaded !== undefined) reportDiagnostics(loaded.diagnostics, loaded.root, io);
  io.stdout.write(comparisons.map(importComparisonToText).join(''));
  return isClean ? 0 : 1;
}

function isBad(diagnostics: readonly Diagnostic[], { strict }: ImportValues): boolean {
  return hasErrors(diagnostics) || (strict === true && diagnostics.some(({ severity }) => severity === 'warning'));
}

interface ImportReport {
  readonly created: readonly string[];
  readonly obstacles: readonly { readonly path: string; readonly reason: string }[];
  readonly comparisons: readonly ImportComparison[];
  readonly diagnostics: readonly Diagnostic[];
}

function printJson({ created, obstacles, comparisons, diagnostics }: ImportReport, { stdout }: Io): void {
  const report = { created, obstacles, comparisons, diagnostics: diagnostics.map(diagnosticToJson) };
  stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}

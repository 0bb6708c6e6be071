import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatPlan } from '@canonry/core';
import { watchSource } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { OUTPUT_HELP, OUTPUT_OPTIONS } from '../output-options.js';
import { placesToWatch } from '../places-to-watch.js';
import { prepareRender } from '../prepare-render.js';
import { reportDiagnostics, reportPlaced, type PlacedDiagnostics } from '../report-diagnostics.js';
import { runOptionsOf } from '../run-options.js';
import { isUsageProblem, refuseUsage } from '../usage-problem.js';
import { writeOutputs, type RunOutcome } from '../write-outputs.js';

const help = `Usage: canonry watch [-t TARGET]... [--out DIR] [OPTION]...

Render, and render again whenever the source changes, until Ctrl-C. Says one line
for each file that changes. While the source has errors, everything stays as it
is. Overwrites nothing that somebody edited.

${OUTPUT_HELP}
  --strict             take warnings for errors

Exits with 0 when it is interrupted.

Example:
  canonry watch -t opencode
`;

const options = { ...OUTPUT_OPTIONS, strict: { type: 'boolean' } } as const;

export const watch: Command = { help, grammar: { options, operands: [] }, run };

async function run(args: readonly string[], terminal: Io): Promise<ExitCode> {
  const io = withoutProgress(terminal);
  const { values } = parseArgs({ args: [...args], options });
  const signal = io.interruption();
  // What is wrong with the command line does not mend itself.
  const first = await prepareRender(values, io);
  if (isUsageProblem(first)) return refuseUsage('watch', first, io);
  let { loaded } = first;
  if (loaded.diagnostics.some(({ code }) => code === 'no-source')) {
    reportDiagnostics(loaded.diagnostics, loaded.root, io);
    return 1;
  }
  const tell = reporter(io);
  const act = async (): Promise<void> => {
    const prepared = await prepareRender(values, io);
    if (isUsageProblem(prepared)) {
      refuseUsage('watch', prepared, io);
      return;
    }
    loaded = prepared.loaded;
    const outcome = await writeOutputs(runOptionsOf(prepared, { ...values, signal }, io));
    tell(outcome);
  };
  io.stderr.write(`watching ${loaded.root}; Ctrl-C ends it\n`);
  const config = values.config === undefined ? undefined : resolve(io.cwd, values.config);
  await watchSource({
    places: () => placesToWatch(loaded, config),
    act,
    tell: (error) => signal.aborted || io.stderr.write(`canonry watch: ${messageOf(error)}\n`),
    signal,
  });
  return 0;
}

/** It says what changes, and nothing about how it gets there. */
function withoutProgress({ stdout, stderr, cwd, env, targets, interruption, programs }: Io): Io {
  return { stdout, stderr, cwd, env, targets, interruption, programs };
}

/** Tells what changed in a run, and what is wrong only when that is another thing than before. */
function reporter(io: Io): (outcome: RunOutcome) => void {
  let told: string | undefined;
  return ({ plan, applied, reports, exitCode }) => {
    const changes = plan.changes.filter(({ action }) => action !== 'conflict');
    if (applied) io.stdout.write(formatPlan({ ...plan, changes }));
    const now = JSON.stringify(reports);
    if (now === told) return;
    const isFirst = told === undefined;
    told = now;
    // Notes are the same after every change.
    reportPlaced(isFirst ? reports : reports.map(withoutNotes), io);
    if (!isFirst && exitCode === 0) io.stderr.write('all is as rendered again\n');
  };
}

function withoutNotes(report: PlacedDiagnostics): PlacedDiagnostics {
  return { ...report, diagnostics: report.diagnostics.filter(({ severity }) => severity !== 'info') };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

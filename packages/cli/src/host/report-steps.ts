import type { Diagnostic } from '@canonry/core';
import type { ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { reportRun } from '../report-run.js';
import type { RunOutcome } from '../write-outputs.js';
import { commandText, type StepOutcome } from './run-steps.js';

interface HostReport {
  readonly outcome: RunOutcome;
  readonly steps: readonly StepOutcome[];
  /** What steps had to say. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the source, which diagnostics are about. */
  readonly root: string;
  readonly json: boolean;
  readonly isDry: boolean;
}

/** Says what was written, what was started, and what is left to do. */
export async function reportHost(report: HostReport, io: Io): Promise<ExitCode> {
  const { steps, diagnostics, root, json, isDry } = report;
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  const reports = [...report.outcome.reports, { root, diagnostics }];
  const outcome: RunOutcome = { ...report.outcome, reports, exitCode: failed ? 1 : report.outcome.exitCode };
  const exitCode = await reportRun(outcome, { json, isDry, more: { steps } }, io);
  if (json) return exitCode;
  for (const [state, heading] of HEADINGS) {
    const commands = steps.filter((step) => step.state === state).map(({ command }) => `  ${commandText(command)}\n`);
    if (commands.length > 0) io.stdout.write(`\n${heading}\n${commands.join('')}`);
  }
  return exitCode;
}

const HEADINGS: readonly (readonly [StepOutcome['state'], string])[] = [
  ['run', 'was run:'],
  ['failed', 'failed:'],
  ['shown', 'to be run on the machine itself, as root:'],
];

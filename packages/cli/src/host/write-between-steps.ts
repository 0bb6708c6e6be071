import { hasErrors, type Change } from '@canonry/core';
import type { ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { planOutputs, recoverAndPlanOutputs, type RunOutcome } from '../write-outputs.js';
import type { HostValues } from './host-options.js';
import type { HostRun } from './host-run.js';
import { reportHost } from './report-steps.js';
import { runSteps, type StepsOutcome } from './run-steps.js';
import type { Step, Steps } from './steps.js';

interface Work {
  readonly run: HostRun;
  readonly planned: RunOutcome;
  readonly steps: Steps;
  readonly values: HostValues;
  readonly write: () => Promise<RunOutcome>;
}

/** Runs what comes first, writes, and runs the rest. If anything stands against it, nothing is done at all. */
export async function writeBetweenSteps({ run, planned, steps, values, write }: Work, io: Io): Promise<ExitCode> {
  const { machine, found } = run;
  const isDry = values['dry-run'] === true;
  const options = { machine, isShown: values.print === true || isDry, file: found.host.file };
  const report = async (outcome: RunOutcome, done: readonly StepsOutcome[]): Promise<ExitCode> =>
    reportHost(
      {
        outcome,
        steps: done.flatMap((one) => one.steps),
        diagnostics: await found.hosts.locate(done.flatMap(({ findings }) => findings)),
        root: found.loaded.root,
        json: values.json === true,
        isDry,
      },
      io,
    );
  const start = (list: readonly Step[]): StepsOutcome => runSteps(list, options, io);
  if (isHopeless(planned)) return report(planned, []);
  const first = start(steps.before);
  if (first.findings.length > 0) return report(planned, [first]);
  if (isDry) return report(planned, [first, start(steps.after)]);
  const outcome = await write();
  return outcome.applied ? report(outcome, [first, start(steps.after)]) : report(outcome, [first]);
}

/** What is to be done. A run that only shows it leaves an interrupted one as it is. */
export async function planFor({ options }: HostRun, values: HostValues): Promise<RunOutcome> {
  return values['dry-run'] === true ? planOutputs(options) : recoverAndPlanOutputs(options);
}

/** Every change of a run, with what it is of. */
export function changesOf({ changes }: RunOutcome): readonly Change[] {
  return changes.map(({ change }) => change);
}

/** True if writing would be refused: a machine is not stopped halfway for nothing. */
function isHopeless({ reports, plan }: RunOutcome): boolean {
  return plan.isBlocked || reports.some(({ diagnostics }) => hasErrors(diagnostics));
}

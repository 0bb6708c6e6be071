import type { ExitCode } from '../command.js';
import { untilInterrupted } from '../interruption.js';
import type { Io } from '../io.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { isUsageProblem, refuseUsage } from '../usage-problem.js';
import { writeOutputs } from '../write-outputs.js';
import type { HostValues } from './host-options.js';
import { isBroken, prepareHostRun } from './host-run.js';
import { findPreflightProblems } from './preflight.js';
import { changesOf, planFor, writeBetweenSteps } from './write-between-steps.js';
import { installSteps } from './steps.js';

/** Puts a host on a machine: nothing of it if anything stands against it. */
export async function installHost(values: HostValues, io: Io): Promise<ExitCode> {
  const signal = io.interruption();
  const run = await prepareHostRun(values, { problems: findPreflightProblems }, io, signal);
  if (isUsageProblem(run)) return refuseUsage('host', run, io);
  if (isBroken(run)) {
    reportDiagnostics(run.broken, run.root, io);
    return 1;
  }
  return untilInterrupted(signal, io, async () => {
    const planned = await planFor(run, values);
    const steps = installSteps({ host: run.found.host, changes: changesOf(planned), machine: run.machine });
    return writeBetweenSteps({ run, planned, steps, values, write: () => writeOutputs(run.options) }, io);
  });
}

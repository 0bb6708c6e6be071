import { formatCheck, type Finding, type Host } from '@canonry/core';
import type { ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { reportDiagnostics, reportPlaced } from '../report-diagnostics.js';
import { runToJson } from '../run-json.js';
import { isUsageProblem, refuseUsage } from '../usage-problem.js';
import { planOutputs } from '../write-outputs.js';
import type { HostValues } from './host-options.js';
import { isBroken, prepareHostRun } from './host-run.js';
import { findLiveProblems } from './live-problems.js';
import type { Machine } from './machine.js';
import { findPreflightProblems } from './preflight.js';
import { commandText } from './run-steps.js';

/** Says whether a machine still is what its host says: files, accounts, homes, secrets, trails. Changes nothing. */
export async function checkHost(values: HostValues, io: Io): Promise<ExitCode> {
  const run = await prepareHostRun(values, { problems: findProblems }, io);
  if (isUsageProblem(run)) return refuseUsage('host', run, io);
  if (isBroken(run)) {
    reportDiagnostics(run.broken, run.root, io);
    return 1;
  }
  const outcome = await planOutputs(run.options);
  if (values.json === true) {
    io.stdout.write(`${JSON.stringify(runToJson(outcome, { drift: outcome.drift }), null, 2)}\n`);
    return outcome.exitCode;
  }
  const { name } = run.found.host;
  const root = values.root === undefined ? [] : ['--root', values.root];
  io.stdout.write(await formatCheck(outcome.plan, commandText(['canonry', 'host', 'install', name, ...root])));
  reportPlaced(outcome.reports, io);
  if (outcome.exitCode === 0) io.stdout.write(`all ${outcome.plan.changes.length} files of ${name} are as rendered\n`);
  return outcome.exitCode;
}

function findProblems(host: Host, machine: Machine): readonly Finding[] {
  return [...findPreflightProblems(host, machine), ...findLiveProblems(host, machine)];
}

import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { userOf, type Host } from '@canonry/core';
import type { ExitCode } from '../command.js';
import { untilInterrupted } from '../interruption.js';
import type { Io } from '../io.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { isUsageProblem, refuseUsage, suggestName } from '../usage-problem.js';
import { writeOutputs } from '../write-outputs.js';
import type { HostValues } from './host-options.js';
import { isBroken, prepareHostRun } from './host-run.js';
import { removeSteps } from './steps.js';
import { changesOf, planFor, writeBetweenSteps } from './write-between-steps.js';

/** A directory that stands for a machine may have a link where homes are, which here leads to those of this one. */
function hasOwnHomes(root: string): boolean {
  const homes = join(root, 'home');
  return root === '/' || !existsSync(homes) || realpathSync(homes) === join(realpathSync(root), 'home');
}

/** Takes a host, or one account of it, off a machine. What it made and did stays: its home, and the trail. */
export async function removeHost(values: HostValues, io: Io): Promise<ExitCode> {
  const signal = io.interruption();
  const { account } = values;
  const kind = {
    problems: () => [],
    wanted: (host: Host) => ({ ...host, accounts: host.accounts.filter(({ name }) => name !== account) }),
    isClean: ({ accounts }: Host) => account === undefined || accounts.every(({ name }) => name === account),
  };
  const run = await prepareHostRun(values, kind, io, signal);
  if (isUsageProblem(run)) return refuseUsage('host', run, io);
  if (isBroken(run)) {
    reportDiagnostics(run.broken, run.root, io);
    return 1;
  }
  const { host } = run.found;
  const { machine } = run;
  const accounts = account === undefined ? host.accounts : [{ name: account }];
  const known = new Set([...host.accounts.map(userOf), ...machine.users.map(({ name }) => name)]);
  const stranger = accounts.find((one) => !known.has(userOf(one)));
  if (stranger !== undefined) {
    const names = host.accounts.map(({ name }) => name);
    const problem = `${host.name} has no account ${stranger.name}; ${suggestName(stranger.name, names)}`;
    return refuseUsage('host', { problem }, io);
  }
  if (values['delete-home'] === true && !hasOwnHomes(machine.root)) {
    const problem = `${join(machine.root, 'home')} is a link: --delete-home would delete homes of another machine`;
    return refuseUsage('host', { problem }, io);
  }
  return untilInterrupted(signal, io, async () => {
    const planned = await planFor(run, values);
    const deleteHomes = values['delete-home'] === true;
    const steps = removeSteps(accounts, { changes: changesOf(planned), machine, deleteHomes });
    return writeBetweenSteps({ run, planned, steps, values, write: () => writeOutputs(run.options) }, io);
  });
}

import { existsSync } from 'node:fs';
import { findingOf, userOf, type Account, type Finding, type Host } from '@canonry/core';
import { secretPlacesOf } from '@canonry/target-systemd';
import type { ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { isUsageProblem, refuseUsage, suggestName, type UsageProblem } from '../usage-problem.js';
import type { HostValues } from './host-options.js';
import { keysScript } from './keys-script.js';
import { makeKey } from './make-key.js';
import { loadHost } from './prepare-host.js';

/** Makes the ssh keys of accounts. Private halves and passphrases go into the store of secrets, and nowhere else. */
export async function makeKeys(values: HostValues, io: Io): Promise<ExitCode> {
  const found = await loadHost(values, io);
  if (isUsageProblem(found)) return refuseUsage('host', found, io);
  reportDiagnostics(
    found.diagnostics.filter(({ severity }) => severity === 'error'),
    found.loaded.root,
    io,
  );
  const { host } = found;
  if (host === undefined) return 1;
  const accounts = accountsFor(host, values);
  if (isUsageProblem(accounts)) return refuseUsage('host', accounts, io);
  if (host.secrets !== 'systemd-creds') {
    const store = host.secrets;
    for (const account of accounts)
      io.stdout.write(keysScript(account.name, { store, comment: commentOf(account, host) }));
    io.stderr.write(`canonry: only you can write to ${store}; run this in the directory of your secrets\n`);
    return 0;
  }
  const findings: Finding[] = [];
  for (const account of accounts) {
    const key = keyOf(account, host, io);
    if (typeof key === 'string') io.stdout.write(`${key}\n`);
    else findings.push(findingOf('command-failed', { file: host.file }, { command: 'canonry host keys', ...key }));
  }
  reportDiagnostics(await found.hosts.locate(findings), found.loaded.root, io);
  return findings.length === 0 ? 0 : 1;
}

function keyOf(account: Account, host: Host, { programs }: Io): string | { readonly reason: string } {
  const places = placesOfKey(account, host);
  try {
    return makeKey({ places, comment: commentOf(account, host), memory: MEMORY, programs });
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A file system that is in memory, on every Linux. */
const MEMORY = '/dev/shm';

function placesOfKey(account: Account, host: Host): ReturnType<typeof secretPlacesOf> {
  const withKey = { ...account, ssh: { ...account.ssh, enable: true } };
  return secretPlacesOf(withKey, host.secrets).filter(({ secret }) => secret.startsWith('ssh-'));
}

/** Those that are named, or all that have a key and no secret for it yet. */
function accountsFor(
  host: Host,
  { root = '/', account, force = false }: HostValues,
): readonly Account[] | UsageProblem {
  if (root !== '/')
    return { problem: 'a key is encrypted for the machine on which this runs, so keys takes no --root' };
  const names = host.accounts.map(({ name }) => name);
  if (account !== undefined && !names.includes(account))
    return { problem: `${host.name} has no account ${account}; ${suggestName(account, names)}` };
  const asked = host.accounts.filter(({ name, ssh }) => (account === undefined ? ssh.enable : name === account));
  if (asked.length === 0) return { problem: `no account of ${host.name} has ssh.enable; name one with --account` };
  if (host.secrets !== 'systemd-creds' || force) return asked;
  const there = asked.flatMap((one) => placesOfKey(one, host)).find(({ path }) => existsSync(path));
  if (there === undefined) return asked;
  return {
    problem: `${there.path} is there; --force replaces the key, and commits are signed by another one from then on`,
  };
}

function commentOf(account: Account, host: Host): string {
  return `${userOf(account)}@${host.name}`;
}

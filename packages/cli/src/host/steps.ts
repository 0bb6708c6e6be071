import { LEAST_UID, userOf, type Account, type Change, type Host } from '@canonry/core';
import type { Machine } from './machine.js';

/** A program to start, in its turn. */
export interface Step {
  readonly command: readonly string[];
  /** It is about the running systemd of this machine, which a directory has not. */
  readonly isLive: boolean;
  /** Exit codes that only say that there was nothing to do. */
  readonly fine?: readonly number[];
}

/** What happens before files are written, and what after. */
export interface Steps {
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

interface StepsInput {
  readonly host: Host;
  /** Of the plan for its files. */
  readonly changes: readonly Change[];
  readonly machine: Machine;
}

/** What makes a machine follow its new files. Once more on the same files, nothing is restarted. */
export function installSteps({ host, changes, machine }: StepsInput): Steps {
  const root = machine.root === '/' ? [] : [`--root=${machine.root}`];
  const kept = changes.filter(({ action }) => action !== 'delete');
  const hasAccounts = kept.some(({ path }) => path === `etc/sysusers.d/${CONFIG}`);
  const wanted = wantedUnits(kept).filter((unit) => !lacksSecret(unit, machine));
  const [changed, unchanged] = [true, false].map((is) => wanted.filter((unit) => isChanged(unit, changes) === is));
  return {
    before: stopSteps(unitsDeleted(changes)),
    after: [
      ...(hasAccounts ? [always(['systemd-sysusers', ...root, CONFIG])] : []),
      ...openAgain(host, machine),
      ...(hasAccounts ? [always(['systemd-tmpfiles', ...root, '--create', CONFIG])] : []),
      live(['systemctl', 'daemon-reload']),
      ...(hasAccounts ? [live(['systemctl', 'reload-or-restart', EGRESS])] : dropRules()),
      ...unitsStep('restart', changed ?? []),
      ...unitsStep('start', unchanged ?? []),
    ],
  };
}

/** What ends accounts: nothing of them runs, nobody enters, what they did and made stays. */
export function removeSteps(
  accounts: readonly Pick<Account, 'name'>[],
  { changes, machine, deleteHomes }: Omit<StepsInput, 'host'> & { readonly deleteHomes: boolean },
): Steps {
  const names = new Set(accounts.map(userOf));
  const users = machine.users.filter(({ name }) => names.has(name));
  const root = machine.root === '/' ? [] : ['--root', machine.root];
  const isLast = !changes.some(({ path, action }) => path === `etc/sysusers.d/${CONFIG}` && action !== 'delete');
  const base = machine.root === '/' ? '' : machine.root;
  return {
    before: [
      ...stopSteps([...new Set([...accounts.flatMap(usualUnits), ...unitsDeleted(changes)])]),
      // Locked first: while rules for its connections go, nothing of it may start again.
      ...users.map(({ name }) => always(['usermod', ...root, '--lock', '--expiredate', '1', name])),
      // Whoever has such a name and another uid is somebody else, maybe root.
      ...users.filter(({ uid }) => uid >= LEAST_UID).flatMap(({ uid }) => endSteps(uid)),
    ],
    after: [
      live(['systemctl', 'daemon-reload']),
      ...(isLast ? dropRules() : [live(['systemctl', 'reload-or-restart', EGRESS])]),
      ...(deleteHomes
        ? users.map(({ name }) => always(['rm', '-rf', '--one-file-system', '--', `${base}/home/${name}`]))
        : []),
    ],
  };
}

const CONFIG = 'agent-host.conf';
const EGRESS = 'agent-host-egress.service';
const UNITS = 'etc/systemd/system/';

function always(command: readonly string[]): Step {
  return { command, isLive: false };
}

function live(command: readonly string[]): Step {
  return { command, isLive: true };
}

/** Stopping the unit leaves the rules: they go with the last account, when nothing of it runs any more. */
function dropRules(): readonly Step[] {
  return [...stopSteps([EGRESS]), { ...live(['nft', 'delete', 'table', 'inet', 'agent_host']), fine: [1] }];
}

function unitsStep(verb: 'start' | 'restart', units: readonly string[]): readonly Step[] {
  return units.length === 0 ? [] : [live(['systemctl', verb, ...units])];
}

function stopSteps(units: readonly string[]): readonly Step[] {
  // One by one: one that is not loaded must not keep the others running.
  return units.map((unit) => ({ ...live(['systemctl', 'stop', unit]), fine: [NOT_LOADED] }));
}

/** What systemctl says of a unit that it does not know. */
const NOT_LOADED = 5;

/** Logins, and whatever else a user has running, wherever it was started: without rules it could go anywhere. */
function endSteps(uid: number): readonly Step[] {
  return [
    ...stopSteps([`user-${uid}.slice`]),
    { ...live(['pkill', '--signal', 'KILL', '--uid', String(uid)]), fine: [1] },
  ];
}

function unitsDeleted(changes: readonly Change[]): readonly string[] {
  return changes
    .filter(({ action }) => action === 'delete')
    .flatMap(({ path }) => unitOf(path) ?? [])
    .filter((unit) => unit !== EGRESS)
    .toSorted((a, b) => orderOf(a) - orderOf(b));
}

/** Timers first, so that nothing starts again what has just been stopped; slices last, with whatever is left in them. */
function orderOf(unit: string): number {
  return ['.timer', '.service', '.slice'].findIndex((ending) => unit.endsWith(ending));
}

function unitOf(path: string): string | undefined {
  return /^etc\/systemd\/system\/([^/]+\.(?:service|timer|slice))$/.exec(path)?.[1];
}

/** Units of an account by their names, where no file says so any more. */
function usualUnits(account: Pick<Account, 'name'>): readonly string[] {
  const user = userOf(account);
  return [
    `${user}-task-loop.timer`,
    `${user}-scheduler.timer`,
    `${user}-task-loop.service`,
    `${user}-scheduler.service`,
    `${user}-ssh-agent.service`,
    `${user}-home.service`,
  ];
}

/** Those that the machine starts by itself. */
function wantedUnits(changes: readonly Change[]): readonly string[] {
  return changes
    .flatMap(({ path }) => /^etc\/systemd\/system\/[^/]+\.wants\/([^/]+)$/.exec(path)?.[1] ?? [])
    .filter((unit) => unit !== EGRESS);
}

/** The scripts of an ssh-agent are as much of it as its unit. */
function isChanged(unit: string, changes: readonly Change[]): boolean {
  const isOf = (path: string): boolean =>
    path === UNITS + unit || (unit.endsWith('-ssh-agent.service') && path.startsWith('etc/agent-host/lib/'));
  return changes.some(({ path, action }) => isOf(path) && (action === 'create' || action === 'update'));
}

/** Without its key an ssh-agent does not start; `missing-secret` says so. */
function lacksSecret(unit: string, { secrets }: Machine): boolean {
  return secrets.some(
    ({ account, secret, file }) =>
      file === undefined && secret.startsWith('ssh-') && unit === `${userOf({ name: account })}-ssh-agent.service`,
  );
}

/** Who was removed once and comes back may log in again. */
function openAgain({ accounts }: Host, { shadow, root }: Machine): readonly Step[] {
  const flag = root === '/' ? [] : ['--root', root];
  return accounts
    .map(userOf)
    .filter((user) => shadow.some(({ name, isExpired }) => name === user && isExpired))
    .map((user) => always(['usermod', ...flag, '--expiredate', '', user]));
}

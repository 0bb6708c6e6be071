import { findingOf, quote, userOf, type Account, type Finding, type Host } from '@canonry/core';
import type { Machine } from './machine.js';
import { packageOf } from './needed-programs.js';

/** What would go wrong if a host came to this machine now, or is wrong there already. */
export function findPreflightProblems(host: Host, machine: Machine): readonly Finding[] {
  return [
    ...SHARED_GROUPS.flatMap((group) => checkGroup(group, machine, { file: host.file })),
    ...host.accounts.flatMap((account) => checkAccount(account, host, machine)),
    ...findForeignAccounts(host, machine),
    ...checkSecrets(host, machine),
    ...machine.missingPrograms.map((program) =>
      findingOf('missing-program', { file: host.file }, { program, package: packageOf(program) }),
    ),
    ...machine.missingExecs.map(({ account, program }) =>
      findingOf('missing-exec', placeOf(host, account), { account, program: quote(program) }),
    ),
  ];
}

/** Groups that all hosts have. */
const SHARED_GROUPS = [
  { name: 'agents-audit', gid: 3999 },
  { name: 'agents', gid: 4000 },
] as const;

/** Whoever is in one of these is not only itself. */
const PRIVILEGED = new Set(
  'root sudo wheel admin adm disk shadow kmem tty systemd-journal docker podman lxd incus libvirt kvm agents-audit'.split(
    ' ',
  ),
);

type Where = Parameters<typeof findingOf>[1];

function placeOf({ file }: Pick<Host, 'file'>, account: string): Where {
  return { file, place: { kind: 'key', path: ['agents', account] } };
}

function checkAccount(account: Account, host: Host, machine: Machine): readonly Finding[] {
  const user = userOf(account);
  const where = placeOf(host, account.name);
  const { uid } = account;
  return [
    ...machine.users
      .filter((other) => other.uid === uid && other.name !== user)
      .map(({ name: other }) => findingOf('taken-id', where, { what: 'uid', id: String(uid), name: user, other })),
    ...checkGroup({ name: user, gid: uid }, machine, where),
    ...checkExisting(account, machine, where),
    ...machine.groups
      .filter(({ name, members }) => PRIVILEGED.has(name) && members.includes(user))
      .map(({ name: group }) => findingOf('privileged-account', where, { user, group })),
    ...machine.shadow
      .filter(({ name, isLocked }) => name === user && !isLocked)
      .map(() => findingOf('unlocked-account', where, { user })),
  ];
}

function checkGroup({ name, gid }: { name: string; gid: number }, machine: Machine, where: Where): readonly Finding[] {
  const others = machine.groups.filter((group) => group.gid === gid && group.name !== name);
  const existing = machine.groups.filter((group) => group.name === name && group.gid !== gid);
  return [
    ...others.map(({ name: other }) => findingOf('taken-id', where, { what: 'gid', id: String(gid), name, other })),
    ...existing.map((group) => explainDifference(name, 'gid', group.gid, gid, where)),
  ];
}

/** systemd-sysusers leaves whoever exists as they are, and says nothing. */
function checkExisting(account: Account, machine: Machine, where: Where): readonly Finding[] {
  const user = userOf(account);
  const wanted = { uid: account.uid, gid: account.uid, home: `/home/${user}` };
  return machine.users
    .filter(({ name }) => name === user)
    .flatMap((existing) =>
      (['uid', 'gid', 'home'] as const)
        .filter((what) => existing[what] !== wanted[what])
        .map((what) => explainDifference(user, what, existing[what], wanted[what], where)),
    );
}

function explainDifference(
  user: string,
  what: 'uid' | 'gid' | 'home',
  actual: string | number,
  wanted: string | number,
  where: Where,
): Finding {
  const hint = what === 'uid' ? `write uid = ${actual} in its table` : undefined;
  return findingOf('account-differs', where, { user, what, actual: String(actual), wanted: String(wanted) }, hint);
}

/** Members of the group of all agents whom nobody defines any more. Who was removed has no way in. */
function findForeignAccounts(host: Host, { groups, shadow }: Machine): readonly Finding[] {
  const known = new Set(host.accounts.map(userOf));
  const removed = new Set(shadow.filter(({ isExpired }) => isExpired).map(({ name }) => name));
  const agents = groups.find(({ name }) => name === 'agents')?.members ?? [];
  return agents
    .filter((user) => !known.has(user) && !removed.has(user))
    .map((user) => {
      const parameters = { user, file: host.file, host: host.name, account: user.replace(/^agent-/, '') };
      return findingOf('foreign-account', { file: host.file }, parameters);
    });
}

function checkSecrets(host: Host, { secrets }: Machine): readonly Finding[] {
  return secrets.flatMap(({ account, secret, path, file }) => {
    const user = userOf({ name: account });
    const where = placeOf(host, account);
    if (file === undefined) {
      const isKey = secret.startsWith('ssh-');
      const hint = isKey ? `run: canonry host keys ${host.name} --account ${account}` : undefined;
      return [findingOf('missing-secret', where, { path, secret, user }, hint)];
    }
    const own = host.accounts.find(({ name }) => name === account)?.uid;
    const isOwn = (id: number): boolean => id === 0 || id === own;
    // A group counts if it may do anything.
    const isClosed = (file.mode & 0o007) === 0 && ((file.mode & 0o070) === 0 || isOwn(file.gid));
    if (isOwn(file.uid) && isClosed) return [];
    const mode = file.mode.toString(8).padStart(4, '0');
    return [findingOf('open-secret', where, { path, user, mode, owner: `${file.uid}:${file.gid}` })];
  });
}

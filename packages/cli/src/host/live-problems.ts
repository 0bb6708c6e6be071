import { findingOf, userOf, type Finding, type Host } from '@canonry/core';
import type { Machine } from './machine.js';

/** What has come loose on a machine on which a host was installed: homes that others enter, trails that can be cut. */
export function findLiveProblems(host: Host, machine: Machine): readonly Finding[] {
  const existing = new Set(machine.users.map(({ name }) => name));
  return host.accounts
    .filter((account) => existing.has(userOf(account)))
    .flatMap(({ name, uid }) => {
      const user = userOf({ name });
      const where = { file: host.file, place: { kind: 'key', path: ['agents', name] } } as const;
      const home = whatOfHome(machine.homes.get(name), uid);
      const audit = whatOfAudit(machine.audits.get(name));
      return [
        ...(home === undefined
          ? []
          : [findingOf('open-home', where, { path: `/home/${user}`, what: home, user, host: host.name })]),
        ...(audit === undefined
          ? []
          : [
              findingOf('open-audit', where, {
                path: `/var/log/${user}/audit.jsonl`,
                what: audit,
                host: host.name,
              }),
            ]),
      ];
    });
}

function whatOfHome(home: ReturnType<Machine['homes']['get']>, uid: number): string | undefined {
  if (home === undefined) return 'not there';
  if (!home.isDirectory) return 'no directory';
  if (home.uid !== uid) return `of the user ${home.uid}`;
  return (home.mode & 0o077) === 0 ? undefined : `open to others, with the mode ${modeOf(home.mode)}`;
}

function whatOfAudit(audit: ReturnType<Machine['audits']['get']>): string | undefined {
  if (audit === undefined) return 'not there';
  if (audit.isDirectory) return 'a directory';
  if (audit.uid !== 0) return `of the user ${audit.uid}`;
  if ((audit.mode & 0o022) !== 0) return `open to others, with the mode ${modeOf(audit.mode)}`;
  return audit.growsOnly ? undefined : 'without the attribute that lets it only grow (chattr +a)';
}

function modeOf(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

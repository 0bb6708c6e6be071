import { lstatSync, readFileSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { userOf, type Host } from '@canonry/core';
import { secretPlacesOf, type SecretPlace } from '@canonry/target-systemd';
import type { Programs } from '../io.js';
import { parseGroup, parsePasswd, parseShadow, type Group, type Shadow, type User } from './accounts-file.js';
import { programsFor } from './needed-programs.js';

/** Who may do what with a file. */
interface FileFacts {
  readonly isDirectory: boolean;
  /** The last twelve bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** What a machine has of a host already, as far as it matters; looked at once, and changed by nobody. */
export interface Machine {
  /** `/`, or the directory that stands for it. */
  readonly root: string;
  /** systemd runs there now. */
  readonly isRunning: boolean;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  /** Empty for whoever may not read it. */
  readonly shadow: readonly Shadow[];
  /** Of those that are needed. */
  readonly missingPrograms: readonly string[];
  /** Of the programs that accounts run by themselves. */
  readonly missingExecs: readonly { readonly account: string; readonly program: string }[];
  /** By account. Absent file: the secret is not there. */
  readonly secrets: readonly (SecretPlace & { readonly account: string; readonly file?: FileFacts })[];
  readonly homes: ReadonlyMap<string, FileFacts>;
  readonly audits: ReadonlyMap<string, FileFacts & { readonly growsOnly: boolean }>;
}

/** Looks at the machine below a root. */
export function lookAtMachine(root: string, host: Host, programs: Programs): Machine {
  const read = (path: string): string => readText(join(root, path));
  const isHere = root === '/';
  const homes = host.accounts.flatMap(({ name }) => entryOf(name, factsOf(join(root, 'home', userOf({ name })))));
  return {
    root,
    isRunning: isHere && factsOf('/run/systemd/system') !== undefined,
    users: parsePasswd(read('etc/passwd')),
    groups: parseGroup(read('etc/group')),
    shadow: parseShadow(read('etc/shadow')),
    missingPrograms: programsFor(host).filter((program) => !isProgramIn(root, program)),
    missingExecs: host.accounts.flatMap(({ name, taskLoop }) => {
      const [program] = taskLoop.enable ? (taskLoop.exec ?? []) : [];
      return program === undefined || existsIn(root, program) ? [] : [{ account: name, program }];
    }),
    // What is below /run only a running machine has.
    secrets: host.accounts.flatMap((account) =>
      secretPlacesOf(account, host.secrets)
        .filter(({ path }) => isHere || !path.startsWith('/run/'))
        .map((place) => {
          const file = factsOf(join(root, place.path), isHere ? statSync : lstatSync);
          return { ...place, account: account.name, ...(file !== undefined && { file }) };
        }),
    ),
    homes: new Map(homes),
    audits: new Map(host.accounts.flatMap(({ name }) => entryOf(name, auditOf(root, name, programs)))),
  };
}

function entryOf<Value>(name: string, value: Value | undefined): [string, Value][] {
  return value === undefined ? [] : [[name, value]];
}

function auditOf(root: string, name: string, programs: Programs): (FileFacts & { growsOnly: boolean }) | undefined {
  const path = join(root, 'var/log', userOf({ name }), 'audit.jsonl');
  const file = factsOf(path);
  if (file === undefined) return undefined;
  const { code, stdout } = programs.run(['lsattr', '-d', path]);
  return { ...file, growsOnly: code === 0 && /^\S*a/.test(stdout) };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Absent in a root that is still empty, or not for us to read.
    return '';
  }
}

function factsOf(path: string, look: (path: string) => Stats = lstatSync): FileFacts | undefined {
  try {
    const stats = look(path);
    return { isDirectory: stats.isDirectory(), mode: stats.mode & 0o7777, uid: stats.uid, gid: stats.gid };
  } catch {
    return undefined;
  }
}

const DIRECTORIES = ['usr/local/sbin', 'usr/local/bin', 'usr/sbin', 'usr/bin', 'sbin', 'bin'];

function isProgramIn(root: string, program: string): boolean {
  return DIRECTORIES.some((directory) => existsIn(root, join(directory, program)));
}

/** A link counts for what it leads to in that root, which only the root itself can follow. */
function existsIn(root: string, path: string): boolean {
  return factsOf(join(root, path)) !== undefined;
}

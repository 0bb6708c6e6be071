import { findingOf, type Finding } from '../diagnostic.js';
import { OWN_DIRECTORY } from '../plan/safe-path.js';
import type { ProcessIdentity } from './process-identity.js';
import { errorCode, reasonOf } from './source-files.js';
import { tidyUp, tolerate, writing, WriteFailure } from './write-failure.js';
import type { WritingSystem } from './writing-system.js';

/*
 * Every run that wants to write makes a file of its own, whose name says who it is, and then looks for others. It has the
 * lock if it sees none. Two runs can never both have it: of two that make a file and then look, one at least sees the other.
 * Because no name is used twice, the file of a dead run can be removed without a race for it.
 */
const LOCK = /^lock-(\d+)-(\w+)-(\w+)-(\w+)-(\w+)-(.+)$/;

export interface OutputLock {
  /** Says what it could not remove; the next run does. */
  readonly release: () => Finding | undefined;
}

/** Waits until no other run writes below a root. `root` exists. */
export async function lockOutput(system: WritingSystem, root: string): Promise<OutputLock | Finding> {
  const directory = `${root}/${OWN_DIRECTORY}`;
  const name = lockName(system);
  const deadline = Date.now() + system.patience;
  for (;;) {
    const holder = writing(OWN_DIRECTORY, () => tryLockOrTidyUp(system, directory, name));
    if (holder === undefined) return { release: () => release(system, directory, name) };
    if (Date.now() > deadline) return explainHolder(system, holder, root);
    await system.pause(20 + (Number.parseInt(system.unique().slice(0, 4), 16) % 60));
  }
}

/** The run that writes below a root at this moment, if there is one. Changes nothing. */
export function findHolder(system: WritingSystem, root: string): Finding | undefined {
  const holder = listLocks(system, `${root}/${OWN_DIRECTORY}`).find(({ owner }) => system.mayRun(owner));
  return holder && explainHolder(system, holder, root);
}

interface Lock {
  readonly name: string;
  readonly owner: ProcessIdentity;
}

function tryLockOrTidyUp(system: WritingSystem, directory: string, name: string): Lock | undefined {
  try {
    return tryLock(system, directory, name);
  } catch (error) {
    release(system, directory, name);
    throw error;
  }
}

/** Takes the lock, or says who has it. */
function tryLock(system: WritingSystem, directory: string, name: string): Lock | undefined {
  const { fs } = system;
  makeOwnDirectory(system, directory);
  const [before] = removeDead(system, directory);
  if (before !== undefined) return before;
  const path = `${directory}/${name}`;
  try {
    fs.close(fs.createFile(path));
  } catch (error) {
    // Another run that ended just now took the empty directory away.
    if (errorCode(error) === 'ENOENT') return tryLock(system, directory, name);
    throw error;
  }
  const other = removeDead(system, directory).find((lock) => lock.name !== name);
  if (other !== undefined) fs.removeFile(path);
  return other;
}

function makeOwnDirectory({ fs }: WritingSystem, directory: string): void {
  const stats = fs.lstat(directory);
  if (stats?.kind === 'directory') return;
  if (stats !== undefined) {
    const reason = 'it is not a directory of ours';
    const finding = findingOf('refused-output', { file: OWN_DIRECTORY }, { path: OWN_DIRECTORY, reason });
    throw new WriteFailure(OWN_DIRECTORY, finding);
  }
  tolerate(['EEXIST'], () => {
    fs.makeDirectory(directory);
    fs.setDirectoryMode(directory, 0o755);
  });
}

/** The locks of runs that may still be there; those of dead ones go. */
function removeDead(system: WritingSystem, directory: string): readonly Lock[] {
  return listLocks(system, directory).filter(({ name, owner }) => {
    const isHeld = system.mayRun(owner);
    if (!isHeld) tolerate(['ENOENT'], () => system.fs.removeFile(`${directory}/${name}`));
    return isHeld;
  });
}

function listLocks({ fs }: WritingSystem, directory: string): readonly Lock[] {
  let names: readonly string[] = [];
  tolerate(['ENOENT', 'ENOTDIR'], () => {
    names = fs.listDirectory(directory);
  });
  return names.flatMap((name) => {
    const [, pid, start = '', namespace = '', boot = '', , host = ''] = LOCK.exec(name) ?? [];
    return pid === undefined ? [] : [{ name, owner: { pid: Number(pid), start, namespace, boot, host } }];
  });
}

function lockName({ self, unique }: WritingSystem): string {
  const { pid, start, namespace, boot, host } = self;
  return `lock-${pid}-${start}-${namespace}-${boot}-${unique()}-${host}`;
}

function release({ fs }: WritingSystem, directory: string, name: string): Finding | undefined {
  const path = `${OWN_DIRECTORY}/${name}`;
  const unlock = (): void => tolerate(['ENOENT'], () => fs.removeFile(`${directory}/${name}`));
  try {
    // Twice, because a lock of a process that goes on (`watch`) would stop that process itself.
    tidyUp(unlock);
    unlock();
    tolerate(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => fs.removeDirectory(directory));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return findingOf('left-behind', { file: path }, { path, reason: reasonOf(error) });
  }
  return undefined;
}

function explainHolder({ self }: WritingSystem, { name, owner }: Lock, root: string): Finding {
  const lock = `${OWN_DIRECTORY}/${name}`;
  const holder = `process ${owner.pid} on ${owner.host}`;
  const isHere = owner.host === self.host && owner.namespace === self.namespace;
  const where = { file: lock };
  if (isHere) return findingOf('output-locked', where, { holder, path: root });
  return findingOf('output-locked-elsewhere', where, { holder, path: root, lock: `${root}/${lock}` });
}

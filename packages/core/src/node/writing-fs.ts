import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeSync,
  type BigIntStats,
} from 'node:fs';
import type { Owner } from '../plan/snapshot.js';
import { errorCode } from './source-files.js';

/**
 * Every call to the file system that planning and writing make: one function, one call. A record, so that a test can fail
 * each of them, or end the process before each of them.
 */
export interface WritingFs {
  readonly lstat: (path: string) => PathStats | undefined;
  /** Follows no link and waits for no writer. */
  readonly readFile: (path: string) => FileRead;
  readonly readLink: (path: string) => string;
  readonly listDirectory: (path: string) => readonly string[];
  /** Makes a new file; fails if anything is there. */
  readonly createFile: (path: string) => number;
  /** Writes some of the bytes, from an offset, and says how many. */
  readonly write: (file: number, bytes: Uint8Array, offset: number) => number;
  readonly setMode: (file: number, mode: number) => void;
  /** Gives a file to somebody, if this process may; most may not, and what they make is theirs. */
  readonly setOwner: (file: number, owner: Owner) => void;
  readonly sync: (file: number) => void;
  readonly close: (file: number) => void;
  readonly makeDirectory: (path: string) => void;
  readonly setDirectoryMode: (path: string, mode: number) => void;
  readonly makeLink: (destination: string, path: string) => void;
  readonly makeHardLink: (existing: string, path: string) => void;
  readonly rename: (from: string, to: string) => void;
  readonly removeFile: (path: string) => void;
  readonly removeDirectory: (path: string) => void;
  readonly syncDirectory: (path: string) => void;
}

export interface PathStats {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly inode: string;
  /** Changes when somebody writes or replaces what is there. */
  readonly stamp: string;
}

interface FileRead {
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly owner: Owner;
  readonly stamp: string;
}

export const nodeFs: WritingFs = {
  lstat(path) {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return stats && { kind: kindOf(stats), inode: String(stats.ino), stamp: stampOf(stats) };
  },
  readFile(path) {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(file, { bigint: true });
      const owner = { user: Number(stats.uid), group: Number(stats.gid) };
      return { bytes: readFileSync(file), mode: Number(stats.mode & 0o7777n), owner, stamp: stampOf(stats) };
    } finally {
      closeSync(file);
    }
  },
  readLink: (path) => readlinkSync(path),
  listDirectory: (path) => readdirSync(path).toSorted(),
  createFile: (path) => openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600),
  write: (file, bytes, offset) => writeSync(file, bytes, offset),
  setMode: fchmodSync,
  setOwner,
  sync: fsyncSync,
  close: closeSync,
  makeDirectory: (path) => mkdirSync(path),
  setDirectoryMode: chmodSync,
  makeLink: (destination, path) => symlinkSync(destination, path),
  makeHardLink: linkSync,
  rename: renameSync,
  removeFile: unlinkSync,
  removeDirectory: (path) => rmdirSync(path),
  syncDirectory,
};

function setOwner(file: number, { user, group }: Owner): void {
  const { uid, gid } = fstatSync(file);
  if (uid === user && gid === group) return;
  try {
    fchownSync(file, user, group);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') throw error;
  }
}

/** File systems that cannot sync a directory say so, and have nothing that would have to be. */
const NOT_SYNCABLE = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM']);

function syncDirectory(path: string): void {
  const directory = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(directory);
  } catch (error) {
    if (!NOT_SYNCABLE.has(errorCode(error) ?? '')) throw error;
  } finally {
    closeSync(directory);
  }
}

function kindOf(stats: BigIntStats): PathStats['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

/** Not the time of the inode: making a second name for a file changes that too. */
function stampOf({ ino, size, mtimeNs, mode }: BigIntStats): string {
  return [ino, size, mtimeNs, mode].join(':');
}

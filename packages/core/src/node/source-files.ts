import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { join, sep } from 'node:path';
import { findingOf, type Finding } from '../diagnostic.js';
import type { FileEntry } from '../file-tree.js';

/** Below this directory canonry reads; outside of it, nothing. */
export interface SourceRoot {
  readonly path: string;
  /** The same without symbolic links. */
  readonly real: string;
}

export function openSourceRoot(path: string): SourceRoot {
  return { path, real: realpathSync.native(path) };
}

/** A file of the source, or why it is none. `undefined` if there is nothing of that name. */
export function readSourceFile(root: SourceRoot, path: string, limit: number): FileEntry | Finding | undefined {
  return attempt(path, () => {
    const real = resolveInside(root, path);
    if (real === undefined || typeof real !== 'string') return real;
    // What it is, before it is opened: opening a FIFO waits for a writer, opening a device may do anything.
    const stats = lstatSync(real);
    if (!stats.isFile()) {
      const isLink = lstatSync(join(root.path, path)).isSymbolicLink();
      const kind = `${isLink ? 'a symbolic link to ' : ''}${kindOf(stats)}`;
      return findingOf('not-a-file', { file: path }, { path, kind });
    }
    return readRegularFile(real, path, limit);
  });
}

/** The entries of a directory of the source, sorted by name. `undefined` if there is none. */
export function listSourceDirectory(root: SourceRoot, path: string): readonly Dirent[] | Finding | undefined {
  return attempt(path, () => {
    const real = resolveInside(root, path);
    if (real === undefined || typeof real !== 'string') return real;
    const kind = kindOf(lstatSync(real));
    if (kind !== 'a directory') return findingOf('not-a-directory', { file: path }, { path, kind });
    return readdirSync(real, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  });
}

export function isFinding(result: object): result is Finding {
  return 'code' in result;
}

/** The path without symbolic links, if that is still below the root. */
function resolveInside(root: SourceRoot, path: string): string | Finding | undefined {
  try {
    return whatIsInside(root, path, realpathSync.native(join(root.path, path)));
  } catch (error) {
    if (!ON_THE_WAY.has(errorCode(error) ?? '')) throw error;
    return explainWay(root, path);
  }
}

function whatIsInside(root: SourceRoot, path: string, real: string): string | Finding {
  const isInside = real === root.real || real.startsWith(root.real.endsWith(sep) ? root.real : root.real + sep);
  return isInside ? real : findingOf('outside-source', { file: path }, { path });
}

/** Errors of which any part of a path can be the cause. */
const ON_THE_WAY = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** The part of a path that leads nowhere. `undefined` if there is simply nothing. */
function explainWay(root: SourceRoot, path: string): Finding | undefined {
  const parts = path.split('/');
  for (const [index] of parts.entries()) {
    const part = parts.slice(0, index + 1).join('/');
    const full = join(root.path, part);
    const entry = lstatSync(full, { throwIfNoEntry: false });
    if (entry === undefined) return undefined;
    const real = entry.isSymbolicLink() ? followLink(root, part) : full;
    if (typeof real !== 'string') return real;
    const kind = kindOf(lstatSync(real));
    if (index < parts.length - 1 && kind !== 'a directory')
      return findingOf('not-a-directory', { file: part }, { path: part, kind });
  }
  return undefined;
}

function followLink(root: SourceRoot, path: string): string | Finding {
  const full = join(root.path, path);
  try {
    return whatIsInside(root, path, realpathSync.native(full));
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'ELOOP') return findingOf('looping-link', { file: path }, { path });
    if (!ON_THE_WAY.has(code)) throw error;
    return findingOf('dangling-link', { file: path }, { path, target: readlinkSync(full) });
  }
}

function readRegularFile(real: string, path: string, limit: number): FileEntry | Finding {
  // Between the look above and this line somebody may have put something else there: no link is followed, nothing waits.
  const handle = openSync(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile()) return findingOf('not-a-file', { file: path }, { path, kind: kindOf(stats) });
    const bytes = readUpTo(handle, stats.size, limit);
    if (bytes.length > limit)
      return findingOf(
        'file-too-large',
        { file: path },
        { path, size: String(Math.max(stats.size, bytes.length)), limit: String(limit) },
      );
    return { bytes, executable: (stats.mode & 0o100) !== 0 };
  } finally {
    closeSync(handle);
  }
}

/** Reads to the end, or one byte past the limit: the size is a promise that files in use do not keep. */
function readUpTo(handle: number, size: number, limit: number): Uint8Array {
  let buffer = new Uint8Array(Math.min(size, limit) + 1);
  let length = 0;
  for (;;) {
    const count = readSync(handle, buffer, length, buffer.length - length, null);
    length += count;
    if (count === 0 || length > limit) return buffer.subarray(0, length);
    if (length === buffer.length) {
      const larger = new Uint8Array(Math.min(buffer.length * 2, limit + 1));
      larger.set(buffer);
      buffer = larger;
    }
  }
}

function kindOf(stats: Stats): string {
  if (stats.isFile()) return 'a file';
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  if (stats.isSymbolicLink()) return 'a symbolic link';
  return 'a device';
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['ENOTDIR', 'a part of the path is not a directory'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EIO', 'the disk reports an error'],
  ['EMFILE', 'too many open files'],
  ['ELOOP', 'too many symbolic links'],
  ['ENOSPC', 'no space is left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EROFS', 'the file system is read-only'],
  ['EEXIST', 'something of that name exists'],
  ['ENOENT', 'a directory above it does not exist'],
]);

function attempt<Result>(path: string, read: () => Result): Result | Finding {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return findingOf('unreadable', { file: path }, { path, reason: reasonOf(error) });
  }
}

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error) ?? String(error);
  return REASONS.get(code) ?? code;
}

/** The system's name of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

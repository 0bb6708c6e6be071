import { parentsOf } from '../plan/check-outputs.js';
import type { Entry, Snapshot } from '../plan/snapshot.js';
import { errorCode, reasonOf } from './source-files.js';
import type { PathStats, WritingFs } from './writing-fs.js';

/** Reads what is at some paths below a root; each file once, and nothing through a link. */
export function readSnapshot(fs: WritingFs, root: string, paths: readonly string[]): Snapshot {
  const directories = new Map<string, DirectoryState>();
  const entries = new Map(paths.map((path) => [path, readEntry(fs, root, path, directories)]));
  const missing = [...directories].filter(([, state]) => state === 'missing').map(([directory]) => directory);
  return { entries, missingDirectories: new Set(missing) };
}

export type DirectoryState = 'directory' | 'missing' | { readonly reason: string; readonly isUnreadable?: boolean };

/** What leads to a path: real directories all the way, nothing yet, or something that canonry does not go through. */
export function readWayTo(
  fs: WritingFs,
  root: string,
  path: string,
  known: Map<string, DirectoryState> = new Map(),
): DirectoryState {
  let state: DirectoryState = 'directory';
  for (const parent of parentsOf(path)) {
    state = known.get(parent) ?? readDirectoryState(fs, root, parent, known);
    known.set(parent, state);
    if (typeof state === 'object') return state;
  }
  return state;
}

function readEntry(fs: WritingFs, root: string, path: string, directories: Map<string, DirectoryState>): Entry {
  const way = readWayTo(fs, root, path, directories);
  if (typeof way === 'object') return { kind: 'obstacle', ...way };
  return way === 'missing' ? { kind: 'absent' } : attempt(() => readPath(fs, `${root}/${path}`));
}

function readDirectoryState(
  fs: WritingFs,
  root: string,
  directory: string,
  directories: ReadonlyMap<string, DirectoryState>,
): DirectoryState {
  const parent = parentsOf(directory).at(-1);
  if (parent !== undefined && directories.get(parent) === 'missing') return 'missing';
  try {
    return whyNotADirectory(fs.lstat(`${root}/${directory}`), directory);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { reason: `${directory} cannot be read: ${reasonOf(error)}`, isUnreadable: true };
  }
}

function whyNotADirectory(stats: PathStats | undefined, directory: string): DirectoryState {
  if (stats === undefined) return 'missing';
  if (stats.kind === 'directory') return 'directory';
  if (stats.kind !== 'link') return { reason: `${directory} is not a directory` };
  return { reason: `${directory} is a symbolic link, and canonry does not write through links` };
}

function readPath(fs: WritingFs, full: string): Entry {
  const stats = fs.lstat(full);
  if (stats === undefined) return { kind: 'absent' };
  if (stats.kind === 'link') return { kind: 'link', destination: fs.readLink(full), stamp: stats.stamp };
  if (stats.kind === 'directory') return { kind: 'obstacle', reason: 'there is a directory of that name' };
  if (stats.kind === 'other') return { kind: 'obstacle', reason: 'it is neither a file nor a link' };
  return { kind: 'file', ...fs.readFile(full) };
}

function attempt(read: () => Entry): Entry {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { kind: 'obstacle', reason: `it cannot be read: ${reasonOf(error)}`, isUnreadable: true };
  }
}

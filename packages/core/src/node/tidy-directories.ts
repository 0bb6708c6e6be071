import { readWayTo } from './read-snapshot.js';
import { errorCode, reasonOf } from './source-files.js';
import { tolerate } from './write-failure.js';
import type { WritingFs } from './writing-fs.js';

/** Removes a directory if it is there and empty; never through a link. */
export function removeIfEmpty(fs: WritingFs, root: string, directory: string): void {
  if (isReachable(fs, root, `${directory}/.`))
    tolerate(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => fs.removeDirectory(`${root}/${directory}`));
}

/** Whether the directories on the way to a path are there; throws if something else is in their place. */
export function isReachable(fs: WritingFs, root: string, path: string): boolean {
  const way = readWayTo(fs, root, path);
  if (typeof way === 'object') throw new BlockedWay(way.reason);
  return way === 'directory';
}

/** Does one of many things; what the system refuses is told and does not stop the others. */
export function attemptEach(tell: (reason: string) => unknown, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof BlockedWay) && errorCode(error) === undefined) throw error;
    tell(error instanceof BlockedWay ? error.message : reasonOf(error));
  }
}

/** Something that is not a directory, or cannot be read, is in the way. */
export class BlockedWay extends Error {}

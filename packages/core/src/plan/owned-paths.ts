import { foldPath } from '../portable-path.js';

/** Whether a path is among those that a target owns: files, or directories with a final `/`. */
export function isOwned(path: string, owns: readonly string[]): boolean {
  return owns.some((prefix) => path === prefix || (prefix.endsWith('/') && path.startsWith(prefix)));
}

/** Whether a target may have made a directory: it is among the paths that it owns, or on the way to one. */
export function mayHaveMade(directory: string, owns: readonly string[]): boolean {
  return owns.some((prefix) => prefix.startsWith(`${directory}/`)) || isOwned(`${directory}/`, owns);
}

/** Whether a file or directory is among the paths that a prefix stands for, or the other way round; on any file system. */
export function overlaps(prefix: string, path: string): boolean {
  const [owned, other] = [foldPath(prefix.replace(/\/$/, '')), foldPath(path)];
  return owned === other || owned.startsWith(`${other}/`) || (prefix.endsWith('/') && other.startsWith(`${owned}/`));
}

import { closeSync, lstatSync, mkdirSync, openSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from './source-files.js';

/** A text file to create. */
export interface NewFile {
  /** Below the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Why nothing was created: `path` and `reason` read as one sentence. */
export interface Obstacle {
  /** Below the root; empty for the root itself. */
  readonly path: string;
  readonly reason: string;
}

/**
 * Creates all of the files or none of them, and the directories they need. Replaces nothing, and below the root follows
 * no symbolic link. Returns what is in the way; nothing is, if all of them were created.
 */
export function writeNewFiles(root: string, files: readonly NewFile[]): readonly Obstacle[] {
  const ancestors = missingAncestors(root);
  const paths = new Set(files.flatMap(({ path }) => prefixesOf(path)));
  const obstacles = ancestors.length > 0 ? [] : findObstacles(root, files, paths);
  if (obstacles.length > 0) return obstacles;

  const undo: (() => void)[] = [];
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  try {
    for (const ancestor of ancestors) createDirectory(ancestor, undo);
  } catch (error) {
    return rollBack(undo, '', error);
  }
  for (const path of paths) {
    const text = texts.get(path);
    try {
      if (text !== undefined) createFile(join(root, path), text, undo);
      else if (!exists(join(root, path))) createDirectory(join(root, path), undo);
    } catch (error) {
      return rollBack(undo, path, error);
    }
  }
  return [];
}

/** The directories that have to be created before the root exists, the root last. */
function missingAncestors(root: string): readonly string[] {
  const missing: string[] = [];
  for (let here = root; !exists(here) && dirname(here) !== here; here = dirname(here)) missing.unshift(here);
  return missing;
}

/** `a/b/c` gives `a`, `a/b` and `a/b/c`. */
function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new Error(`not a path below the root: ${path}`);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function findObstacles(root: string, files: readonly NewFile[], paths: Iterable<string>): readonly Obstacle[] {
  const wanted = new Set(files.map(({ path }) => path));
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
    return [{ path: '', reason: 'is not a directory' }];
  return [...paths].flatMap((path) => {
    const reason = whyInTheWay(join(root, path), wanted.has(path));
    return reason === undefined ? [] : [{ path, reason }];
  });
}

function whyInTheWay(path: string, isFile: boolean): string | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (isFile) return 'exists already';
    if (stats.isSymbolicLink()) return 'is a symbolic link, and canonry writes through none';
    return stats.isDirectory() ? undefined : 'is not a directory';
  } catch (error) {
    return whyNotCreated(error);
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // What may not be looked at is left to whoever creates something there, and fails with the reason.
    return true;
  }
}

function createDirectory(path: string, undo: (() => void)[]): void {
  mkdirSync(path);
  undo.push(() => rmdirSync(path));
}

function createFile(path: string, text: string, undo: (() => void)[]): void {
  // Fails if there is anything of that name, also a dangling link.
  const handle = openSync(path, 'wx');
  undo.push(() => unlinkSync(path));
  try {
    writeFileSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

function rollBack(undo: readonly (() => void)[], path: string, error: unknown): readonly Obstacle[] {
  for (const step of undo.toReversed()) {
    try {
      step();
    } catch {
      // Somebody else put something into a directory of ours meanwhile: it stays.
    }
  }
  return [{ path, reason: whyNotCreated(error) }];
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space is left on the disk'],
  ['EDQUOT', 'the disk quota is used up'],
]);

function whyNotCreated(error: unknown): string {
  const code = reasonOf(error);
  return code === 'EEXIST' ? 'exists already' : `cannot be created: ${REASONS.get(code) ?? code}`;
}

import { closeSync, lstatSync, mkdirSync, openSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, reasonOf } from './source-files.js';

/** A file to create. */
export interface NewFile {
  /** Below the root, with `/`. */
  readonly path: string;
  /** Text is written as UTF-8. */
  readonly text: string | Uint8Array;
  readonly executable?: boolean;
}

export interface NewTextFile extends NewFile {
  readonly text: string;
}

/** Why nothing was created: path and reason read as one sentence. */
export interface Obstacle {
  /** Below the root; empty for the root itself. */
  readonly path: string;
  readonly reason: string;
}

/**
 * Creates all of the files or none of them, with the directories they need. Replaces nothing, and below the root goes
 * through no symbolic link. Returns what is in the way: nothing, if all of them were created.
 */
export function writeNewFiles(root: string, files: readonly NewFile[]): readonly Obstacle[] {
  const texts = new Map(files.map((file) => [file.path, file]));
  const paths = new Set(files.flatMap(({ path }) => withParents(path)));
  const missing = missingDirectories(root);
  const obstacles = missing.length > 0 ? [] : findObstacles(root, paths, (path) => texts.has(path));
  if (obstacles.length > 0) return obstacles;

  const undo: (() => void)[] = [];
  let path = '';
  try {
    for (const directory of missing) createDirectory(directory, undo);
    for (path of paths) {
      const file = texts.get(path);
      if (file !== undefined) createFile(join(root, path), file, undo);
      else if (!exists(join(root, path))) createDirectory(join(root, path), undo);
    }
    return [];
  } catch (error) {
    rollBack(undo);
    return [{ path, reason: whyNotCreated(error) }];
  }
}

/** `a/b/c` gives `a`, `a/b` and `a/b/c`. */
function withParents(path: string): readonly string[] {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new Error(`not a path below the root: ${path}`);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** What has to be created before anything can be in the root, the root itself last. */
function missingDirectories(root: string): readonly string[] {
  const missing: string[] = [];
  for (let here = root; !exists(here) && dirname(here) !== here; here = dirname(here)) missing.unshift(here);
  return missing;
}

function findObstacles(root: string, paths: Iterable<string>, isFile: (path: string) => boolean): readonly Obstacle[] {
  const obstacles = ['', ...paths].flatMap((path) => {
    const reason = attempt(() => whyInTheWay(join(root, path), isFile(path), path === ''));
    return reason === undefined ? [] : [{ path, reason }];
  });
  // Below something that is in the way there is nothing more to say.
  return obstacles.filter(({ path }) => !obstacles.some((other) => isBelow(path, other.path)));
}

function isBelow(path: string, directory: string): boolean {
  return path !== directory && (directory === '' || path.startsWith(`${directory}/`));
}

function whyInTheWay(path: string, isFile: boolean, mayBeLink: boolean): string | undefined {
  const stats = (mayBeLink ? statSync : lstatSync)(path, { throwIfNoEntry: false });
  if (stats === undefined) return mayBeLink ? 'is a symbolic link to nothing' : undefined;
  if (isFile) return 'exists already';
  if (stats.isSymbolicLink()) return 'is a symbolic link, and nothing is written through one';
  return stats.isDirectory() ? undefined : 'is not a directory';
}

function attempt(look: () => string | undefined): string | undefined {
  try {
    return look();
  } catch (error) {
    return whyNotCreated(error);
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Whoever creates something there gets the reason.
    return true;
  }
}

function createDirectory(path: string, undo: (() => void)[]): void {
  mkdirSync(path);
  undo.push(() => rmdirSync(path));
}

function createFile(path: string, { text, executable }: NewFile, undo: (() => void)[]): void {
  // Fails if there is anything of that name, a dangling link included.
  const handle = openSync(path, 'wx', executable === true ? 0o777 : 0o666);
  undo.push(() => unlinkSync(path));
  try {
    writeFileSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

function rollBack(undo: readonly (() => void)[]): void {
  for (const step of undo.toReversed()) {
    try {
      step();
    } catch {
      // Somebody put something into a directory of ours meanwhile: it stays.
    }
  }
}

function whyNotCreated(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) throw error;
  return errorCode(error) === 'EEXIST' ? 'exists already' : `cannot be created: ${reasonOf(error)}`;
}

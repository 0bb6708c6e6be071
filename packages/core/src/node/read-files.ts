import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileEntry, FileTree } from '../file-tree.js';
import { LIMITS } from '../limits.js';
import { errorCode } from './source-files.js';

/**
 * Reads what a harness would read below a directory: some files, everything in some directories (a final `/`), and a file
 * that may stand in each directory of one (a `*` for their names). Links are followed, as harnesses do. What cannot be read, a harness of the same person cannot read either.
 */
export function readFiles(root: string, places: readonly string[], skip: ReadonlySet<string> = new Set()): FileTree {
  const files = new Map<string, FileEntry>();
  for (const path of places.flatMap((place) => pathsOf(root, place))) {
    const entry = skip.has(path) ? undefined : readEntry(join(root, path));
    if (entry !== undefined) files.set(path, entry);
  }
  return files;
}

function pathsOf(root: string, place: string): readonly string[] {
  if (place.endsWith('/')) return listAll(root, place.slice(0, -1), 0);
  const [above = '', below] = place.split('*');
  if (below === undefined) return [place];
  const names = tolerate(() => readdirSync(join(root, above))) ?? [];
  return names.toSorted().map((name) => above + name + below);
}

function listAll(root: string, directory: string, depth: number): readonly string[] {
  // A link may lead back to itself.
  if (depth > LIMITS.skillDepth) return [];
  const names = tolerate(() => readdirSync(join(root, directory))) ?? [];
  return names.toSorted().flatMap((name) => {
    const path = `${directory}/${name}`;
    const isDirectory = tolerate(() => statSync(join(root, path)).isDirectory()) ?? false;
    return isDirectory ? listAll(root, path, depth + 1) : [path];
  });
}

function readEntry(path: string): FileEntry | undefined {
  return tolerate(() => {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > LIMITS.markdown) return undefined;
    return { bytes: readFileSync(path), executable: (stats.mode & 0o100) !== 0 };
  });
}

function tolerate<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

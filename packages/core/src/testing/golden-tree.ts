import { isUtf8 } from 'node:buffer';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileEntry, FileTree } from '../file-tree.js';

/** Every file below a directory; empty if there is no such directory. */
export function readTree(directory: string): FileTree {
  const files = new Map<string, FileEntry>();
  const pending = [''];
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    for (const name of listDirectory(join(directory, next))) {
      const path = next === '' ? name : `${next}/${name}`;
      const full = join(directory, path);
      const stats = lstatSync(full);
      if (stats.isDirectory()) pending.push(path);
      // A link has no place in golden/: its destination as content differs from every file we could expect.
      else if (stats.isSymbolicLink())
        files.set(path, { bytes: Buffer.from(`link to ${readlinkSync(full)}`), executable: true });
      else files.set(path, { bytes: readFileSync(full), executable: (stats.mode & 0o100) !== 0 });
    }
  return files;
}

/** Replaces what is below a directory, so that files no longer expected are gone too. */
export function writeTree(directory: string, tree: FileTree): void {
  rmSync(directory, { recursive: true, force: true });
  for (const [path, { bytes, executable }] of tree) {
    const full = join(directory, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, bytes, { mode: executable ? 0o755 : 0o644 });
  }
}

/** Throws on any difference: a byte, a mode, a file too few, a file too many. It shows the first text that differs. */
export function expectSameTree(actual: FileTree, expected: FileTree): void {
  const differences = compareTrees(actual, expected);
  const first = differences.find(({ kind }) => kind === 'content')?.path ?? '';
  const [have, want] = [actual, expected].map((tree) => contentOf(tree.get(first)));
  if (differences.length > 0)
    throw Object.assign(new Error(differences.map(({ kind, path }) => `${kind}: ${path}`).join('\n')), {
      // Test runners print the difference between these.
      actual: have,
      expected: want,
      showDiff: true,
    });
}

/** What tells two trees apart, path by path. */
export function compareTrees(actual: FileTree, expected: FileTree): TreeDifference[] {
  const paths = [...new Set([...actual.keys(), ...expected.keys()])].toSorted();
  return paths.flatMap((path): TreeDifference[] => {
    const [have, want] = [actual.get(path), expected.get(path)];
    if (have === undefined) return [{ kind: 'missing', path }];
    if (want === undefined) return [{ kind: 'orphan', path }];
    if (Buffer.compare(have.bytes, want.bytes) !== 0) return [{ kind: 'content', path }];
    return have.executable === want.executable ? [] : [{ kind: 'mode', path }];
  });
}

export interface TreeDifference {
  readonly kind: 'missing' | 'orphan' | 'content' | 'mode';
  readonly path: string;
}

function contentOf(entry: FileEntry | undefined): string | undefined {
  return entry && Buffer.from(entry.bytes).toString(isUtf8(entry.bytes) ? 'utf8' : 'hex');
}

function listDirectory(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

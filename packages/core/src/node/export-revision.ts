import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a Git revision holds of a source. */
interface TreeEntry {
  readonly mode: string;
  readonly object: string;
  readonly path: string;
}

/**
 * Writes the files of a source as they were at a Git revision into an empty directory. Reads objects only: no checkout, no
 * hook, no filter, nothing of the repository changes. Gives the reason if there is no such revision.
 *
 * @param root - the source root inside the work tree
 * @param paths - what is wanted below the root: files or directories
 */
export function exportRevision(
  root: string,
  revision: string,
  paths: readonly string[],
  directory: string,
): string | undefined {
  const commit = commitOf(root, revision);
  if (commit === undefined) return 'it is neither a directory nor a Git revision';
  const listing = git(root, ['ls-tree', '-r', '-z', commit, '--', ...paths.map((path) => `./${path}`)]);
  const entries = parseListing(listing?.toString('utf8') ?? '').filter(({ mode }) => mode !== SUBMODULE);
  const contents = git(root, ['cat-file', '--batch'], entries.map(({ object }) => `${object}\n`).join(''));
  if (contents === undefined) return 'Git cannot read it';
  const links: (() => void)[] = [];
  let offset = 0;
  for (const { mode, path } of entries) {
    // A tree made by hand can hold any name.
    if (path.startsWith('/') || path.split('/').includes('..')) return 'it holds a path that leads outside';
    // Each object comes as "<object> <type> <size>\n<bytes>\n".
    const headEnd = contents.indexOf('\n', offset);
    const size = Number(contents.toString('utf8', offset, headEnd).split(' ').at(-1));
    const bytes = contents.subarray(headEnd + 1, headEnd + 1 + size);
    offset = headEnd + 1 + size + 1;
    const full = join(directory, path);
    mkdirSync(dirname(full), { recursive: true });
    // Links come last, so that no file is written through one.
    if (mode === LINK) links.push(() => symlinkSync(bytes.toString('utf8'), full));
    else writeFileSync(full, bytes, { mode: mode === EXECUTABLE ? 0o755 : 0o644 });
  }
  for (const link of links) link();
  return undefined;
}

/** True if Git knows a commit by this name. */
export function isRevision(root: string, name: string): boolean {
  return commitOf(root, name) !== undefined;
}

function commitOf(root: string, revision: string): string | undefined {
  const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return commit?.toString('utf8').trim();
}

const SUBMODULE = '160000';
const LINK = '120000';
const EXECUTABLE = '100755';

function parseListing(listing: string): TreeEntry[] {
  return listing.split('\0').flatMap((line) => {
    const [, mode, object, path] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return mode === undefined || object === undefined || path === undefined ? [] : [{ mode, object, path }];
  });
}

/** What a Git command prints, or `undefined` if it fails. Paths are relative to the directory it runs in. */
function git(directory: string, args: readonly string[], input = ''): Buffer | undefined {
  const { status, stdout } = spawnSync('git', ['-C', directory, ...args], {
    input,
    maxBuffer: 1024 * 1024 * 1024,
    env: gitEnvironment(process.env),
  });
  return status === 0 ? stdout : undefined;
}

/** A hook of Git tells what runs in it about its own repository (`GIT_DIR`, `GIT_INDEX_FILE`, …); this may be about another. */
function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^GIT_(?!CONFIG_|EXEC_PATH$)/.test(name));
  return { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}

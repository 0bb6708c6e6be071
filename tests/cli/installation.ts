import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll } from 'vitest';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGE = join(REPOSITORY, 'packages/cli');

/** The command as npm would install it: only the published files, readable for everybody, with no node_modules near it. */
export function install(): string {
  const directory = mkdtempSync(join(tmpdir(), 'canonry-installed-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  expectCurrentBundle(directory);
  for (const name of ['bin', 'dist', 'schema', 'package.json'])
    cpSync(join(PACKAGE, name), join(directory, name), { recursive: true });
  chmodSync(directory, 0o755);
  return join(directory, 'bin/canonry.js');
}

/** Times say nothing, because turbo leaves a bundle alone that its cache knows to be right: bundles again and compares. */
function expectCurrentBundle(directory: string): void {
  const fresh = join(directory, 'fresh');
  const rolldown = join(REPOSITORY, 'node_modules/rolldown/bin/cli.mjs');
  execFileSync(process.execPath, [rolldown, '-c', 'rolldown.config.mjs', '-d', fresh], { cwd: PACKAGE, stdio: 'pipe' });
  const isCurrent = isDeepStrictEqual(contentsOf(join(PACKAGE, 'dist')), contentsOf(fresh));
  rmSync(fresh, { recursive: true });
  if (!isCurrent) throw new Error('packages/cli/dist is missing or older than the sources: run `npm run build` first');
}

function contentsOf(directory: string): ReadonlyMap<string, string> {
  if (!existsSync(directory)) return new Map();
  return new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

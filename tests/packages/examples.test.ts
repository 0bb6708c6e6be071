import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finished } from '../cli/canonry.js';
import { REPOSITORY } from '../cli/installation.js';
import { project } from '../cli/project.js';
import { installPacked, temporaryDirectory } from './pack.js';

const EXAMPLES = join(REPOSITORY, 'examples');
const NAMES = ['ci-drift', 'custom-target', 'devshell', 'legacy-migration', 'library', 'monorepo', 'npx-project'];

/** What is installed beside an example: the packed command, and what it names. */
const installed = temporaryDirectory();
const bin = join(installed, 'node_modules/.bin');
beforeAll(() => {
  installPacked(['core', 'cli'], installed);
  mkdirSync(bin);
  symlinkSync('../canonry/bin/canonry.js', join(bin, 'canonry'));
});

/** An example as somebody would have it who took its directory for a repository. */
function copyOf(name: string): string {
  const cwd = project();
  cpSync(join(EXAMPLES, name), cwd, { recursive: true });
  symlinkSync(join(installed, 'node_modules'), join(cwd, 'node_modules'));
  if (name === 'custom-target') {
    const modules = join(cwd, 'target/node_modules');
    mkdirSync(modules);
    for (const one of ['@canonry', 'yaml']) symlinkSync(join(installed, 'node_modules', one), join(modules, one));
  }
  git(cwd, 'init', '-q', '-b', 'main');
  git(cwd, 'add', '-A', '--', '.', ':!node_modules', ':!**/node_modules');
  git(cwd, 'commit', '-qm', 'first');
  return cwd;
}

function git(cwd: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  return execFileSync('git', ['-C', cwd, ...identity, ...args], { encoding: 'utf8' });
}

function sh(script: string, cwd: string): Finished {
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: installed, npm_config_update_notifier: 'false' };
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', script], { cwd, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** The projects of an example whose output is committed, and how it is checked. */
const COMMITTED: readonly (readonly [name: string, directory: string, check: string])[] = [
  ['ci-drift', '.', 'canonry check'],
  ['devshell', '.', 'canonry check'],
  ['library', '.', 'canonry check'],
  ['monorepo', 'packages/api', 'canonry check'],
  ['monorepo', 'packages/web', 'canonry check'],
  ['npx-project', '.', 'npm run --silent agents:check'],
];

it('the examples are these', () => {
  expect(readdirSync(EXAMPLES).toSorted()).toEqual(NAMES);
  for (const name of NAMES) expect(existsSync(join(EXAMPLES, name, 'README.md'))).toBe(true);
});

describe.each(COMMITTED)('examples/%s, in %s', (name, directory, check) => {
  it('is committed as it is rendered, and red after one byte of any output', () => {
    const cwd = join(copyOf(name), directory);
    expect(sh(check, cwd)).toMatchObject({ code: 0, stdout: expect.stringMatching(/as rendered\n$/) });
    const outputs = outputsOf(cwd);
    expect(outputs.length).toBeGreaterThan(0);
    for (const path of outputs) {
      const text = readFileSync(join(cwd, path), 'utf8');
      // In a file that is shared with people, only what is ours is looked at.
      writeFileSync(join(cwd, path), path.endsWith('.json') ? text.replace(/"(?=[^"]*"\s*\])/, '"x') : `${text} `);
      expect([path, sh(check, cwd).code]).toEqual([path, 1]);
      writeFileSync(join(cwd, path), text);
    }
    expect(sh(check, cwd).code).toBe(0);
  });
});

/** What the record of a project says that is ours. */
function outputsOf(cwd: string): readonly string[] {
  const text = readFileSync(join(cwd, '.canonry/manifest.json'), 'utf8');
  const paths = new Set([...text.matchAll(/"(\.[\w-]+\/[^"]+)"/g)].map(([, path = '']) => path));
  return [...paths].filter((path) => statSync(join(cwd, path), { throwIfNoEntry: false })?.isFile());
}

describe('the commands of a README', () => {
  it.each([
    ['ci-drift', 0],
    ['ci-drift', 1],
    ['monorepo', 0],
    ['npx-project', 0],
  ])('examples/%s: block %i runs', (name, index) => {
    const cwd = copyOf(name);
    const blocks = [...readFileSync(join(cwd, 'README.md'), 'utf8').matchAll(/^```sh\n([^]*?)^```$/gm)];
    const { code, stdout, stderr } = sh(blocks[index]?.[1] ?? 'exit 99', cwd);
    expect([code, stderr.match(/^error/gm)], stderr).toEqual([0, null]);
    if (name === 'ci-drift' && index === 0) expect(stdout).toContain('drift, as expected');
    if (name === 'ci-drift' && index === 1) expect(stdout).toMatch(/\| \*\*widened\*\* \| `reviewer` \| `bash` \|/);
  });
});

describe('examples/monorepo', () => {
  it('has rules for the place where each package is in the work tree', () => {
    const agent = join(EXAMPLES, 'monorepo/packages/api/.opencode/agent/api-dev.md');
    expect(readFileSync(agent, 'utf8')).toContain('"packages/api/src/generated/*": "deny"');
    const cwd = copyOf('monorepo');
    const moved = join(cwd, 'elsewhere/api');
    mkdirSync(dirname(moved));
    git(cwd, 'mv', 'packages/api', 'elsewhere/api');
    expect(sh('canonry check', moved).code).toBe(1);
  });
});

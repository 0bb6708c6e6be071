import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finished } from '../cli/canonry.js';
import { filesIn, project } from '../cli/project.js';
import { pack, temporaryDirectory, textIn } from './pack.js';

const directory = temporaryDirectory();
const packed = pack('cli', directory);
const home = join(directory, 'home');
beforeAll(() => {
  mkdirSync(home);
});

/** As on a machine that has Node and the tarball, and neither a network nor anything of ours. */
function run(program: string, args: readonly string[], cwd: string): Finished {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    npm_config_cache: join(home, 'cache'),
    npm_config_offline: 'true',
    npm_config_yes: 'true',
    npm_config_update_notifier: 'false',
    npm_config_loglevel: 'error',
  };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** An empty directory with the tarball installed beside it, as `npx` would do it. */
function installed(cwd: string): string {
  writeFileSync(join(cwd, 'package.json'), '{ "private": true }\n');
  const { code, stderr } = run('npm', ['install', '--no-audit', '--no-fund', packed.tarball], cwd);
  expect([code, stderr]).toEqual([0, '']);
  return join(cwd, 'node_modules/.bin/canonry');
}

const JOURNEY = [['init'], ['render'], ['check'], ['explain', 'assistant', 'bash', 'ls && git push --force']] as const;

describe('the tarball, without a network', () => {
  it('runs through npx in an empty directory', () => {
    const cwd = project();
    const npx = (...args: string[]): Finished =>
      run('npx', ['--package', packed.tarball, '--', 'canonry', ...args], cwd);
    expect(npx('init')).toMatchObject({ code: 0, stdout: expect.stringContaining('created canonry.toml\n') });
    expect(npx('render')).toMatchObject({ code: 0 });
    expect(existsSync(join(cwd, '.opencode/agent/assistant.md'))).toBe(true);
    expect(npx('check')).toMatchObject({ code: 0, stdout: expect.stringMatching(/as rendered\n$/) });
    expect(npx('explain', 'assistant', 'bash', 'git push --force')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('deny'),
    });
    expect(filesIn(cwd).filter((path) => path.includes('node_modules'))).toEqual([]);
  });

  it('answers each of these in little more than starting Node takes', () => {
    const cwd = project();
    const canonry = installed(cwd);
    for (const args of JOURNEY) {
      // `init` works once; the others take as long each time.
      const times = args[0] === 'init' ? 1 : 5;
      let [seconds, ofNode] = [0, 0];
      for (let time = 0; time < times; time += 1) {
        seconds += secondsOf(canonry, args, cwd);
        for (let start = 0; start < 4; start += 1) ofNode += secondsOf(process.execPath, ['-e', '0'], cwd) / 4;
      }
      expect([args, seconds / ofNode]).toEqual([args, expect.toSatisfy(isQuick)]);
    }
  });

  it('renders a project that has an agents directory and nothing else', () => {
    const cwd = project();
    const canonry = installed(cwd);
    expect(run(canonry, ['init', 'sample'], cwd).code).toBe(0);
    const bare = join(cwd, 'bare');
    cpSync(join(cwd, 'sample/agents'), join(bare, 'agents'), { recursive: true });
    expect(run(canonry, ['render', '-t', 'claude-code'], bare)).toMatchObject({ code: 0 });
    expect(existsSync(join(bare, '.claude/agents/assistant.md'))).toBe(true);
    expect(run(canonry, ['check', '-t', 'claude-code'], bare)).toMatchObject({ code: 0 });
    expect(run(canonry, ['explain', 'assistant', 'bash', 'ls', '-t', 'claude-code'], bare)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('claude-code'),
    });
  });

  it('carries the conditions of what it is made of', () => {
    const conditions = textIn(packed, 'dist/LICENSES.txt');
    for (const name of ['diff', 'handlebars', 'jsonc-parser', 'smol-toml', 'toml-eslint-parser', 'yaml', 'zod'])
      expect(conditions).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((?:MIT|ISC|BSD-3-Clause)\\)$`, 'm'));
    // It came with its grammar, and says so itself wherever it is written.
    expect(textIn(packed, 'dist/canonry-guard.mjs')).toMatch(/^ \* It holds unbash \d+\.\d+\.\d+:\n \* ISC/m);
  });
});

/** What a call takes of a processor, which says the same on a busy machine. */
function secondsOf(program: string, args: readonly string[], cwd: string): number {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null';
  const { code, stderr } = run('bash', ['-c', script, 'bash', program, ...args], cwd);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^[\d.]+ [\d.]+\n$/)]);
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return user + system;
}

/** Node takes some 25 ms to start, so that this is about a second. */
function isQuick(ratio: number): boolean {
  return ratio < 40;
}

import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { canonry, type Finished } from '../../cli/canonry.js';
import { REPOSITORY } from '../../cli/installation.js';
import { project, read } from '../../cli/project.js';
import { nix, NIX_ENV } from './nix.js';
import { snapshot } from './shell.js';

const EXAMPLE = join(REPOSITORY, 'examples/devshell');
const AGENT = '.opencode/agent/reviewer.md';

/** What the example takes from the network, from here. */
const STUB = `path:${join(REPOSITORY, 'tests/nix/stub')}`;
const INPUTS = [
  ['canonry', `git+file://${REPOSITORY.replace(/\/$/, '')}`],
  ['nixpkgs', STUB],
  ['canonry/nixpkgs', STUB],
].flatMap((input) => ['--override-input', ...input]);

let cwd = '';
beforeEach(() => {
  cwd = project();
  cpSync(EXAMPLE, cwd, { recursive: true });
  execFileSync('git', ['init', '-q', cwd]);
  execFileSync('git', ['-C', cwd, 'add', '-A']);
});

/** `nix develop`, as far as it goes without the setup of nixpkgs: its environment, and its hook. */
function develop(): Finished {
  const { code, stdout, stderr } = nix('nix', ['print-dev-env', '--impure', ...INPUTS], '', cwd);
  if (code !== 0) throw new Error(stderr);
  writeFileSync(join(cwd, '.git/environment'), stdout);
  const script = '. .git/environment; cd "$1"; [ "$(type -t canonry)" = file ]';
  return run('bash', ['--norc', '-c', script, 'bash', cwd]);
}

function run(program: string, args: readonly string[]): Finished {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env: NIX_ENV, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** What is not of Git or direnv. */
function own(): Readonly<Record<string, string>> {
  const entries = Object.entries(snapshot(cwd)).filter(([path]) => !/^\.(?:git|direnv)(?:\/|$)/.test(path));
  return Object.fromEntries(entries);
}

describe('examples/devshell', () => {
  it('is committed as it is rendered, and red after one byte', () => {
    expect(canonry(['check'], { cwd })).toMatchObject({ code: 0, stdout: 'one output is as rendered\n' });
    appendFileSync(join(cwd, AGENT), ' ');
    expect(canonry(['check'], { cwd }).code).toBe(1);
  });

  it('is a sound flake', () => {
    const { code, stderr } = nix('nix', ['flake', 'check', '--no-build', ...INPUTS], '', cwd);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')]);
  });

  it('checks in Nix what is committed', () => {
    const check = (): number | null =>
      nix('nix', ['build', '--no-link', '--impure', '.#checks.x86_64-linux.agents', ...INPUTS], '', cwd).code;
    expect(check()).toBe(0);
    appendFileSync(join(cwd, AGENT), ' ');
    expect(check()).not.toBe(0);
  });

  it('renders where something is missing, and otherwise does nothing', () => {
    const before = own();
    expect(develop()).toMatchObject({ code: 0, stderr: '' });
    expect(own()).toEqual(before);
    const text = read(cwd, AGENT);
    rmSync(join(cwd, AGENT));
    expect(develop()).toMatchObject({ code: 0, stderr: expect.stringContaining(`create   ${AGENT}`) });
    expect(read(cwd, AGENT)).toBe(text);
  });

  it('leaves files of people alone', () => {
    writeFileSync(join(cwd, AGENT), 'mine\n');
    writeFileSync(join(cwd, '.opencode/agent/mine.md'), 'mine too\n');
    const before = own();
    expect(develop()).toMatchObject({ code: 0, stderr: expect.stringContaining(`CONFLICT ${AGENT}`) });
    expect(own()).toEqual(before);
  });

  it('is entered by direnv, which does nothing the second time', () => {
    expect(read(cwd, '.envrc')).toBe('use flake\n');
    writeFileSync(join(cwd, '.envrc'), `use flake . --impure ${INPUTS.join(' ')}\n`);
    rmSync(join(cwd, AGENT));
    expect(run('direnv', ['allow', '.']).code).toBe(0);
    const enter = (): Finished => run('direnv', ['exec', '.', 'bash', '-c', 'type -t canonry']);
    const first = enter();
    expect([first.code, first.stdout, existsSync(join(cwd, AGENT))], first.stderr).toEqual([0, 'file\n', true]);
    const before = own();
    expect(enter()).toMatchObject({ code: 0, stdout: 'file\n' });
    expect(own()).toEqual(before);
  });
});

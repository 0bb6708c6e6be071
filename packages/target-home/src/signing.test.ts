import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountWith, homeOf, inputWith, KEY } from './host.fixture.js';

const root = mkdtempSync(join(tmpdir(), 'canonry-signing-'));
const socket = join(root, 'agent.sock');
const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
let key = '';

beforeAll(async () => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'researcher', '-f', join(root, 'key')]);
  key = readFileSync(join(root, 'key.pub'), 'utf8').trim();
  const add = (): boolean =>
    spawnSync('ssh-add', ['-q', join(root, 'key')], { env: { ...process.env, SSH_AUTH_SOCK: socket } }).status === 0;
  for (let attempt = 0; !add(); attempt += 1) {
    if (attempt > 100) throw new Error('no ssh-agent');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(join(root, 'key'));
});
afterAll(() => {
  agent.kill();
  rmSync(root, { recursive: true });
});

function writeHome(name: string): string {
  const accounts = [
    accountWith('researcher', { ssh: { enable: true, publicKey: key, authorizedKeys: [] } }),
    accountWith('coder', { ssh: { enable: true, publicKey: KEY, authorizedKeys: [key] } }),
    accountWith('nobody'),
  ];
  const home = join(root, name);
  for (const [path, text] of homeOf(name, inputWith(accounts))) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  return home;
}

function git(home: string, ...args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const env = { PATH: process.env['PATH'], HOME: home, SSH_AUTH_SOCK: socket, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: home, env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('a commit in a home', () => {
  it('is signed by the key in the ssh-agent alone, and every account of the host can verify it', () => {
    const [home, other] = [writeHome('researcher'), writeHome('coder')];
    git(home, 'init', '-q', 'work');
    const commit = git(home, '-C', 'work', 'commit', '-q', '--allow-empty', '-m', 'x');
    expect(commit).toEqual({ status: 0, said: '' });
    git(home, '-C', 'work', 'tag', '-m', 'first', 'v1');
    for (const reader of [home, other]) {
      const shown = git(reader, '-C', join(home, 'work'), 'log', '--show-signature', '--format=%G? %GS %an <%ae>').said;
      expect(shown).toContain('Good "git" signature for researcher@example.org');
      expect(shown).toContain('G researcher@example.org Research Agent <researcher@example.org>');
      expect(git(reader, '-C', join(home, 'work'), 'verify-tag', 'v1').status).toBe(0);
    }
  });

  it('fails where the key is not there, instead of going unsigned', () => {
    const home = writeHome('coder');
    git(home, 'init', '-q', 'work');
    expect(git(home, '-C', 'work', 'commit', '-q', '--allow-empty', '-m', 'x').status).not.toBe(0);
  });

  it('is unsigned without a key', () => {
    const home = writeHome('nobody');
    git(home, 'init', '-q', 'work');
    expect(git(home, '-C', 'work', 'commit', '-q', '--allow-empty', '-m', 'x').status).toBe(0);
    expect(git(home, '-C', 'work', 'log', '--format=%G?').said).toBe('N\n');
  });

  it('leaves the settings of the agent to itself', () => {
    const home = writeHome('researcher');
    writeFileSync(join(home, '.gitconfig'), '');
    expect(git(home, 'config', '--global', 'safe.directory', '/srv/x').status).toBe(0);
    expect(readFileSync(join(home, '.gitconfig'), 'utf8')).toContain('/srv/x');
    expect(git(home, 'config', 'user.email').said).toBe('researcher@example.org\n');
  });
});

describe('authorized_keys', () => {
  it('has the own key and those that the host names, each once, as ssh-keygen reads them', () => {
    const file = join(writeHome('coder'), '.ssh/authorized_keys');
    const listed = execFileSync('ssh-keygen', ['-l', '-f', file], { encoding: 'utf8' });
    expect(listed.split('\n').filter(Boolean)).toHaveLength(2);
    expect(readFileSync(file, 'utf8').split('\n')[0]).toBe(KEY);
  });
});

describe('a shell in a home', () => {
  it.each([
    ['a login', { args: ['-l', '-c'], ssh: false, own: 'yes' }],
    ['a terminal', { args: ['-i', '-c'], ssh: false, own: '' }],
    ['a command that ssh brings', { args: ['-c'], ssh: true, own: '' }],
  ])('finds the ssh-agent: %s', (_, { args, ssh, own }) => {
    const home = writeHome('coder');
    writeFileSync(join(home, '.profile'), 'export OWN=yes\n');
    const { stdout } = spawnSync('bash', [...args, 'echo "$SSH_AUTH_SOCK $OWN"'], {
      env: { PATH: process.env['PATH'], HOME: home, ...(ssh && { SSH_CLIENT: '::1 1 22' }) },
      encoding: 'utf8',
    });
    expect(stdout).toBe(`/run/agent-coder/ssh-agent.sock ${own}\n`);
  });
});

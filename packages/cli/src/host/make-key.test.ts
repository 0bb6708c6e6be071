import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Programs } from '../io.js';
import { systemPrograms } from '../programs.js';
import { makeKey } from './make-key.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'canonry-keys-'));
  mkdirSync(join(root, 'memory'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The real ssh-keygen, and a systemd-creds that only copies. Remembers everything that others could have seen. */
function recorded(refused?: string): Programs & { readonly seen: string[] } {
  const real = systemPrograms({ PATH: process.env['PATH'] });
  const seen: string[] = [];
  return {
    seen,
    run: (command, options) => {
      seen.push(JSON.stringify([command, options?.environment]));
      if (command[0] !== 'systemd-creds') return real.run(command, options);
      const [, , name = '', from = '', to = ''] = command;
      if (name === refused) return { code: 1, stdout: '', stderr: 'no key of the machine\n' };
      copyFileSync(from, to);
      return { code: 0, stdout: '', stderr: '' };
    },
  };
}

const places = (): Parameters<typeof makeKey>[0]['places'] =>
  (['ssh-key', 'ssh-passphrase'] as const).map((secret) => ({
    secret,
    path: join(root, 'store', `agent-coder-${secret}`),
    isEncrypted: true,
  }));

const read = (name: string): string => readFileSync(join(root, 'store', name), 'utf8');

describe('a key', () => {
  it('is opened by its passphrase, which nobody could have seen', () => {
    const programs = recorded();
    const options = { places: places(), comment: 'agent-coder@forge', memory: join(root, 'memory'), programs };
    const publicKey = makeKey(options);
    expect(publicKey).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\S{43} agent-coder@forge$/);
    const passphrase = read('agent-coder-ssh-passphrase');
    expect(passphrase).toMatch(/^[\w-]{43}$/);
    expect(programs.seen.join('\n')).not.toContain(passphrase);
    expect(readdirSync(join(root, 'memory'))).toEqual([]);
    const key = join(root, 'store/agent-coder-ssh-key');
    const opened = spawnSync('ssh-keygen', ['-y', '-P', passphrase, '-f', key], { encoding: 'utf8' });
    expect(opened.stdout.trim()).toBe(publicKey);
    expect(spawnSync('ssh-keygen', ['-y', '-P', 'another', '-f', key]).status).not.toBe(0);
    expect(readdirSync(join(root, 'store')).map((name) => statSync(join(root, 'store', name)).mode & 0o777)).toEqual([
      0o600, 0o600,
    ]);
    expect(makeKey(options)).not.toBe(publicKey);
  });

  it('is not half there if one of the two cannot be encrypted', () => {
    const programs = recorded('--name=ssh-passphrase');
    const made = makeKey({ places: places(), comment: 'x', memory: join(root, 'memory'), programs });
    expect(made).toEqual({ reason: expect.stringContaining('no key of the machine') });
    expect([readdirSync(join(root, 'store')), readdirSync(join(root, 'memory'))]).toEqual([[], []]);
  });

  it('is not made without ssh-keygen', () => {
    const programs = systemPrograms({ PATH: '/nowhere' });
    const made = makeKey({ places: places(), comment: 'x', memory: join(root, 'memory'), programs });
    expect(made).toEqual({ reason: expect.stringContaining('there is no such program') });
    expect(existsSync(join(root, 'store'))).toBe(false);
  });
});

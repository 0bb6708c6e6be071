import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keysScript } from './keys-script.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'canonry-script-'));
});
afterEach(() => rmSync(root, { recursive: true }));

it.each([
  ['agenix', '#!/bin/sh\ncat >"$2"\n', '.age'],
  // It writes what it encrypts; the file that it is called with is the last word.
  ['sops', '#!/bin/sh\nfor last; do :; done\ncat "$last"\n', ''],
] as const)('for %s, both halves reach the store, and only the public one is printed', (store, program, ending) => {
  writeFileSync(join(root, store), program);
  chmodSync(join(root, store), 0o755);
  const env = { PATH: `${root}:${process.env['PATH'] ?? ''}` };
  const script = keysScript('coder', { store, comment: 'agent-coder@forge' });
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: root, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^ssh-ed25519 \S+ agent-coder@forge\n$/);
  const passphrase = readFileSync(join(root, `agent-coder-ssh-passphrase${ending}`), 'utf8');
  expect(passphrase).toMatch(/^[A-Za-z0-9+/=]{44}$/);
  const key = join(root, 'key');
  writeFileSync(key, readFileSync(join(root, `agent-coder-ssh-key${ending}`)), { mode: 0o600 });
  const opened = spawnSync('ssh-keygen', ['-y', '-P', passphrase, '-f', key], { encoding: 'utf8' });
  expect(opened.stdout).toBe(stdout);
});

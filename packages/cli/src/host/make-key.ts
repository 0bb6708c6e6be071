import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SecretPlace } from '@canonry/target-systemd';
import type { Programs } from '../io.js';
import { commandText } from './run-steps.js';

interface KeyOptions {
  /** Where the two secrets go, encrypted. */
  readonly places: readonly SecretPlace[];
  readonly comment: string;
  /** A directory that is never written to a disk. */
  readonly memory: string;
  readonly programs: Programs;
}

/** Makes a key with a random passphrase and has both encrypted: neither leaves memory in the clear. Returns the public half. */
export function makeKey({ places, comment, memory, programs }: KeyOptions): string | { readonly reason: string } {
  const directory = mkdtempSync(join(memory, 'canonry-key-'));
  try {
    const passphrase = join(directory, 'ssh-passphrase');
    const key = join(directory, 'ssh-key');
    const say = join(directory, 'say');
    writeFileSync(passphrase, randomBytes(32).toString('base64url'), { mode: 0o600 });
    // ssh-keygen asks a program: what stands in arguments or the environment others can see.
    writeFileSync(say, `#!/bin/sh\nexec cat '${passphrase}'\n`, { mode: 0o700 });
    chmodSync(say, 0o700);
    const environment = { SSH_ASKPASS: say, SSH_ASKPASS_REQUIRE: 'force' };
    const failed = run(['ssh-keygen', '-q', '-t', 'ed25519', '-C', comment, '-f', key], programs, environment);
    if (failed !== undefined) return { reason: failed };
    return encrypt(places, directory, programs) ?? readFileSync(`${key}.pub`, 'utf8').trimEnd();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Both or none: a key whose passphrase is another one's opens nothing. */
function encrypt(
  places: readonly SecretPlace[],
  directory: string,
  programs: Programs,
): { readonly reason: string } | undefined {
  for (const { secret, path } of places) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const command = ['systemd-creds', 'encrypt', `--name=${secret}`, join(directory, secret), `${path}.new`];
    const failed = run(command, programs);
    if (failed === undefined) continue;
    for (const place of places) rmSync(`${place.path}.new`, { force: true });
    return { reason: failed };
  }
  for (const { path } of places) {
    chmodSync(`${path}.new`, 0o600);
    renameSync(`${path}.new`, path);
  }
  return undefined;
}

function run(command: readonly string[], programs: Programs, environment = {}): string | undefined {
  const { code, stderr } = programs.run(command, { environment });
  return code === 0 ? undefined : `${commandText(command)}: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

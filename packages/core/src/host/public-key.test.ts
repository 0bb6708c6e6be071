import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parsePublicKey, printPublicKey } from './public-key.js';

const directory = mkdtempSync(join(tmpdir(), 'canonry-key-'));
afterAll(() => rmSync(directory, { recursive: true }));

function newKey(type: string): string {
  const file = join(directory, type);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'somebody at home', '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').trimEnd();
}

describe('a public key', () => {
  it.each(['ed25519', 'ecdsa', 'rsa'])('is read as ssh-keygen writes it: %s', (type) => {
    const line = newKey(type);
    const key = parsePublicKey(line);
    if (typeof key === 'string') throw new Error(key);
    expect(line).toBe(`${printPublicKey(key)} somebody at home`);
  });

  const good = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4L0+jcRbv6Jd8bGMjDnZ6WBTyHJp0MyGzwvDFKqmsa';
  it.each([
    [`command="id" ${good}`, 'it does not begin with a type of key'],
    [`${good}\nssh-ed25519 AAAA`, 'a control character or a line break'],
    [`${good}\u202E`, 'a control character or a line break'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'looks like a private key'],
    ['', 'it does not begin with a type of key'],
    ['ssh-ed25519', 'no key in base64'],
    ['ssh-ed25519 AAAA', 'no key in base64'],
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5', 'no key in base64'],
    [good.replace('ssh-ed25519', 'ssh-rsa'), 'the key itself says that it is "ssh-ed25519"'],
    [good.replace(' ', '\t'), 'a control character'],
    [good.replace('AAAAC3', 'AAAA*3'), 'no key in base64'],
  ])('is nothing else: %j', (line, reason) => {
    expect(parsePublicKey(line)).toContain(reason);
  });
});

import { describe, expect, it } from 'vitest';
import { announcesSecret, looksLikeSecret, namesSecret } from './looks-like-secret.js';

describe('what looks like a secret', () => {
  it.each([
    ['a token of a forge', `ghp_${'a1B2'.repeat(9)}`, 'a token'],
    ['a key of a model', `sk-ant-${'a1B2'.repeat(9)}`, 'a token'],
    ['a token in an address', `https://x/y?k=glpat-${'a1B2'.repeat(5)}`, 'a token'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----', 'a private key'],
    ['a key of age', 'AGE-SECRET-KEY-1QQQ', 'a private key'],
    ['a header', 'Authorization: x', 'a header with credentials'],
    ['a header for a bearer', 'Bearer abc', 'a header with credentials'],
    ['a password in an address', 'https://user:hunter2@example.org/x', 'a password in an address'],
    ['an option', '--api-key=hunter2', 'a value under the name of a secret'],
    ['a variable', 'DB_PASSWORD=hunter2', 'a value under the name of a secret'],
    ['a parameter', 'https://example.org/?token=abc', 'a value under the name of a secret'],
    ['JSON', '{"client_secret": "abc"}', 'a value under the name of a secret'],
    ['hexadecimal digits', '9f86d081884c7d659a2feaa0c55ad015', 'random characters'],
    ['random letters', 'k3Jd92mZq8LrT0xWv5BnYc7P', 'random characters'],
    ['them in a path', '--config=/srv/9f86d081884c7d659a2feaa0c55ad015/x', 'random characters'],
  ])('%s', (_, text, kind) => {
    expect(looksLikeSecret(text)).toBe(kind);
  });

  it.each([
    '/run/credentials/agent-researcher/token',
    '--token-file=/run/agenix/agent-researcher-mail-password',
    '--password=/run/secrets/x',
    'PASSWORD=$CREDENTIALS_DIRECTORY/x',
    'Research Agent',
    'researcher@test.local',
    'https://loki.example.org:3100/loki/api/v1/push',
    '/nix/store/0c5b8vw40dy178xlpddw65q9gf1h2186-task-loop/bin/task-loop',
    'Basic research',
    '/nix/store/some-very-long-package-name-2.34.1/bin/program',
    '@modelcontextprotocol/server-filesystem@2025.11.18',
    'agent-researcher-bitwarden-client-secret',
    '--secret-source',
    '10.0.0.0/8:443',
    '[2001:db8:85a3:8d3:1319:8a2e:370:7348]:443',
    '*-*-* 05:00:00',
    'the basics',
  ])('%s is none', (text) => {
    expect(looksLikeSecret(text)).toBeUndefined();
  });

  it('stands under a name', () => {
    const keys = ['password', 'private_key', 'authToken', 'public_key', 'authorized_keys', 'secrets', 'keep_days'];
    expect(keys.filter(namesSecret)).toEqual(['password', 'private_key', 'authToken']);
  });

  it('is announced by an option', () => {
    expect(['--token', '-p', '--api-key', '--db_password', '--tokens', 'token'].filter(announcesSecret)).toEqual([
      '--token',
      '--api-key',
      '--db_password',
    ]);
  });
});

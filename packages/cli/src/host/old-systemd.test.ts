import { expect, it } from 'vitest';
import { findOldSystemd } from './old-systemd.js';

const HOST = {
  name: 'forge',
  file: 'hosts/forge.toml',
  secrets: 'sops',
  limits: {},
  audit: { keepDays: 90 },
  accounts: [],
} as const;
const MACHINE = {
  root: '/',
  isRunning: true,
  users: [],
  groups: [],
  shadow: [],
  missingPrograms: [],
  missingExecs: [],
  secrets: [],
  homes: new Map(),
  audits: new Map(),
};

it.each([
  ['systemd 251 (251.4-1)\n+PAM', true, ['old-systemd']],
  ['systemd 252 (252.39-1~deb12u2)\n+PAM', true, []],
  ['systemd 257\n', true, []],
  ['systemd 247\n', false, []],
])('%j, running: %s', (stdout, isRunning, expected) => {
  const programs = { run: () => ({ code: 0, stdout, stderr: '' }) };
  const findings = findOldSystemd({ ...MACHINE, isRunning }, HOST, { programs });
  expect(findings.map(({ code }) => code)).toEqual(expected);
});

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { BIN, canonry } from '../cli/canonry.js';
import { agentFiles, project } from '../cli/project.js';

/** A target that takes longer to load than a person waits without a word. */
const SLOW = `
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
export const slow = {
  name: 'slow',
  program: 'slow',
  enforcement: 'declarative',
  owns: ['.slow/'],
  options: [],
  needsGit: false,
  reads: ['.slow/'],
  unseen: [],
  owned: [],
  render: () => ({ outputs: [], findings: [] }),
  decide: () => ({ decision: 'deny' }),
};
`;
const FILES = {
  ...agentFiles('alpha', '[permissions."*"]\nintent = "deny"\n'),
  'canonry.toml': '[targets.slow]\npackage = "./slow.mjs"\n',
  'slow.mjs': SLOW,
};

/** Everything that a real terminal is sent. */
function onPseudoTerminal(cwd: string, env: Readonly<Record<string, string>>): string {
  const command = `stty columns 80; '${process.execPath}' '${BIN}' check`;
  const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(status).toBe(0);
  return stdout.replaceAll('\r\n', '\n');
}

describe('progress of a run that takes longer', () => {
  it('is shown on a terminal, and nothing of it stays', () => {
    const cwd = project(FILES);
    const plain = onPseudoTerminal(cwd, { TERM: 'dumb', NO_COLOR: '1' });
    const sent = onPseudoTerminal(cwd, { TERM: 'xterm', NO_COLOR: '1' });
    expect(sent).toContain('canonry: rendering one agent …');
    expect(sent.replaceAll(/[^\n]*\r\u001B\[K/g, '')).toBe(plain);
    expect(plain).not.toContain('canonry: rendering');
  });

  it('is not written into a pipe', () => {
    const { code, stdout, stderr } = canonry(['check'], { cwd: project(FILES), env: { TERM: 'xterm' } });
    expect([code, `${stdout}${stderr}`.includes('\u001B'), stderr.includes('rendering')]).toEqual([0, false, false]);
  });
});

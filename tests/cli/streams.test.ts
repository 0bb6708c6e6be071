import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { main } from '../../packages/cli/src/main.js';
import { BIN, canonry } from './canonry.js';
import { NO_PROGRAMS } from './in-process.js';
import { REPOSITORY } from './installation.js';
import { agentFiles, project } from './project.js';

describe('output that nobody takes', () => {
  it('a pipe closed early is no error', async () => {
    const child = spawn(process.execPath, [BIN, 'list', '--json'], { cwd: REPOSITORY, env: {} });
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('a pipe for diagnostics closed early changes nothing', async () => {
    const child = spawn(process.execPath, [BIN, 'list'], { cwd: project(), env: {} });
    child.stderr.destroy();
    const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('a stream that cannot be written is said, and fails', () => {
    const cwd = project({ ...agentFiles('a'), file: '' });
    const readOnly = openSync(join(cwd, 'file'), 'r');
    const { code, stderr } = canonry(['list'], { cwd, stdio: ['ignore', readOnly, 'pipe'] });
    closeSync(readOnly);
    const message = 'canonry: the output could not be written: EBADF: bad file descriptor, write\n';
    expect([code, stderr]).toEqual([1, message]);
  });

  it('closed streams are harmless', () => {
    const cwd = project(agentFiles('a'));
    expect(canonry(['list'], { cwd, stdio: 'ignore' }).code).toBe(0);
  });
});

it('a current directory that was deleted is said', () => {
  const cwd = project({ 'gone/x': '' });
  const script = 'cd gone && rm -r ../gone && exec "$0" "$@"';
  const finished = spawnSync('sh', ['-c', script, process.execPath, BIN, 'list'], { cwd, env: PATH, encoding: 'utf8' });
  expect([finished.status, finished.stderr]).toEqual([
    1,
    'canonry: the current directory cannot be read; it may have been deleted\n',
  ]);
});

describe('a bug of ours', () => {
  const failing = {
    stdout: {
      write: () => {
        throw new TypeError('boom\n\u001B[31m');
      },
    },
    cwd: REPOSITORY,
    targets: [],
    interruption: () => new AbortController().signal,
    programs: NO_PROGRAMS,
  };
  const runFailing = async (env: Readonly<Record<string, string>>): Promise<unknown> => {
    let stderr = '';
    const code = await main(['--version'], { ...failing, env, stderr: { write: (line) => (stderr += line) } });
    return [code, stderr.split('\n')];
  };
  const message = String.raw`canonry: this is a bug, please report it: TypeError "boom\n\u001b[31m"`;

  it('is one line', () => {
    return expect(runFailing({})).resolves.toEqual([1, [`${message} (CANONRY_DEBUG=1 shows where it happened)`, '']]);
  });

  it('shows its stack when asked', () => {
    return expect(runFailing({ CANONRY_DEBUG: '1' })).resolves.toEqual([
      1,
      expect.arrayContaining([message, expect.stringMatching(/^ {4}at .*streams\.test\.ts/)]),
    ]);
  });
});

const PATH = { PATH: process.env['PATH'] ?? '' };

import { describe, expect, it } from 'vitest';
import { commandText, runSteps } from './run-steps.js';
import type { Step } from './steps.js';

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
const STEPS: readonly Step[] = [
  { command: ['systemctl', 'stop', 'a.service'], isLive: true, fine: [5] },
  { command: ['systemd-sysusers', 'x.conf'], isLive: false },
  { command: ['systemctl', 'daemon-reload'], isLive: true },
];

function states(failing: string, options: { readonly isRunning?: boolean; readonly isShown?: boolean } = {}): unknown {
  const { isRunning = true, isShown = false } = options;
  const programs = {
    run: (command: readonly string[]) => ({ code: command.includes(failing) ? 5 : 0, stdout: '', stderr: '' }),
  };
  const machine = { ...MACHINE, isRunning };
  const { steps, findings } = runSteps(STEPS, { machine, isShown, file: 'hosts/forge.toml' }, { programs });
  return [steps.map(({ state }) => state), findings.map(({ message }) => message)];
}

describe('steps', () => {
  it.each([
    ['run in order', 'none', {}, [['run', 'run', 'run'], []]],
    ['go on where there was nothing to do', 'a.service', {}, [['run', 'run', 'run'], []]],
    [
      'end with the first that fails',
      'x.conf',
      {},
      [['run', 'failed'], ['"systemd-sysusers x.conf" failed: exit code 5']],
    ],
    [
      'that systemd has to take are shown where it does not run',
      'none',
      { isRunning: false },
      [['shown', 'run', 'shown'], []],
    ],
    ['are only shown when asked', 'none', { isShown: true }, [['shown', 'shown', 'shown'], []]],
  ])('%s', (_, failing, options, expected) => {
    expect(states(failing, options)).toEqual(expected);
  });

  it('are written as a shell reads them', () => {
    expect(commandText(['usermod', '--expiredate', '', 'a b'])).toBe("usermod --expiredate '' 'a b'");
  });
});

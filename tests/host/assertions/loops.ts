import { expect } from 'vitest';
import { type Agent, PAIRS } from '../lab/agents.js';
import { type Assertion, outputOf } from '../lab/assertion.js';
import { auditFile } from './audit.js';

/** When an agent works. */
export const LOOPS: readonly Assertion[] = PAIRS.flatMap(([agent]) => loopOf(agent));

function loopOf({ name, user }: Agent): readonly Assertion[] {
  const unit = `agent-${name}-task-loop`;
  const show = (property: string): string => `systemctl show --value -p ${property} ${unit}`;
  return [
    [
      `the timer of ${name} waits, and will again after a boot`,
      (host) => {
        expect(outputOf(host.root(`systemctl is-active ${unit}.timer`))).toBe('active');
        expect(outputOf(host.root(`systemctl is-enabled ${unit}.timer`))).toBe('enabled');
      },
    ],
    [
      `the timer of ${name} goes off when the host file says`,
      (host) => {
        const calendar = outputOf(host.root(`${show('TimersCalendar')}.timer`));
        expect(calendar).toContain('OnCalendar=*-*-* *:00/15:00');
      },
    ],
    [
      `the scheduler of ${name} goes off once a day, also when the machine was off`,
      (host) => {
        expect(outputOf(host.root(`systemctl is-active agent-${name}-scheduler.timer`))).toBe('active');
        expect(outputOf(host.root(`systemctl is-enabled agent-${name}-scheduler.timer`))).toBe('enabled');
        for (const timer of [unit, `agent-${name}-scheduler`])
          expect(outputOf(host.root(`systemctl show -p RandomizedDelayUSec -p Persistent ${timer}.timer`))).toBe(
            'RandomizedDelayUSec=30s\nPersistent=yes',
          );
        expect(outputOf(host.root(`systemctl show --value -p TimersCalendar agent-${name}-scheduler.timer`))).toContain(
          'OnCalendar=*-*-* 05:00:00',
        );
      },
    ],
    [
      `the scheduler of ${name} does what its loop does, and knows what it is`,
      (host) => {
        outputOf(host.root(`systemctl reset-failed; systemctl start agent-${name}-scheduler.service`));
        const line = JSON.parse(outputOf(host.root(`tail -1 ${auditFile(user)}`)));
        expect(line).toMatchObject({
          run: `${name} schedule 10 3`,
          credential: `secret-of-${user}`,
          homes: `/home/${user} `,
        });
      },
    ],
    [
      `a run of ${name} ends after the time that the host file gives it`,
      (host) => expect(outputOf(host.root(`${show('TimeoutStartUSec')}.service`))).toBe('30min'),
    ],
    ...[`/etc/agent-host/paused/${name}`, `/var/lib/${user}/paused`].flatMap((marker) =>
      [unit, `agent-${name}-scheduler`].map((run): Assertion => [
        `${run} does nothing while there is ${marker}`,
        (host) => {
          const lines = `wc -l <${auditFile(user)}`;
          const before = outputOf(host.root(lines));
          outputOf(
            host.root(
              `systemctl reset-failed; mkdir -p $(dirname ${marker}) && touch ${marker} && systemctl start ${run}.service`,
            ),
          );
          const after = outputOf(host.root(lines));
          outputOf(host.root(`rm ${marker}`));
          expect(after).toBe(before);
        },
      ]),
    ),
    ...[unit, `agent-${name}-scheduler`].map((run): Assertion => [
      `${run} does nothing without an audit`,
      (host) => {
        const file = auditFile(user);
        outputOf(host.root(`chattr -a ${file} && mv ${file} ${file}.gone`));
        const attempt = host.root(`systemctl reset-failed; systemctl start ${run}.service; test ! -e ${file}`);
        outputOf(host.root(`rm -f ${file}; mv ${file}.gone ${file} && chattr +a ${file} && systemctl reset-failed`));
        outputOf(attempt);
      },
    ]),
  ];
}

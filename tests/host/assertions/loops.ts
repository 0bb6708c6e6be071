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
      `a run of ${name} ends after the time that the host file gives it`,
      (host) => expect(outputOf(host.root(`${show('TimeoutStartUSec')}.service`))).toBe('30min'),
    ],
    [
      `${name} does nothing while it is paused`,
      (host) => {
        const lines = `wc -l <${auditFile(user)}`;
        const before = outputOf(host.root(lines));
        outputOf(
          host.root(`mkdir -p /var/lib/${user} && touch /var/lib/${user}/paused && systemctl start ${unit}.service`),
        );
        const after = outputOf(host.root(lines));
        outputOf(host.root(`rm /var/lib/${user}/paused`));
        expect(after).toBe(before);
      },
    ],
  ];
}

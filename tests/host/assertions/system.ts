import { expect } from 'vitest';
import { PAIRS } from '../lab/agents.js';
import { type Assertion, outputOf } from '../lab/assertion.js';

const UNITS = 'systemctl list-unit-files --no-legend "agent-*.service" | cut -d" " -f1';

/** What systemd itself says of all that was rendered. */
export const SYSTEM: readonly Assertion[] = [
  [
    'the machine runs, and nothing failed',
    (host) =>
      expect(outputOf(host.root('systemctl --failed --no-legend; systemctl is-system-running'))).toBe('running'),
  ],
  [
    'no unit is exposed by more than 2.0',
    (host) =>
      outputOf(
        host.root(`set -e; for unit in $(${UNITS}); do systemd-analyze security --no-pager --threshold=20 $unit; done`),
      ),
  ],
  [
    'systemd has nothing to say about any unit',
    (host) => {
      const { status, output, errors } = host.root(
        'systemd-analyze verify --man=no /etc/systemd/system/agent*.service /etc/systemd/system/agent*.timer /etc/systemd/system/agent*.slice nftables.service',
      );
      expect([status, output, errors]).toEqual([0, '', '']);
    },
  ],
  ...PAIRS.map(([{ name, user, uid }]): Assertion => [
    `${user} may use as much of the machine as the host file says, in its units and as a login`,
    (host) => {
      for (const slice of [`agents-${name}.slice`, `user-${uid}.slice`])
        expect(
          outputOf(host.root(`systemctl show ${slice} -p MemoryMax -p MemorySwapMax -p CPUQuotaPerSecUSec -p TasksMax`))
            .split('\n')
            .toSorted(),
        ).toEqual(['CPUQuotaPerSecUSec=500ms', 'MemoryMax=268435456', 'MemorySwapMax=0', 'TasksMax=64']);
    },
  ]),
  ...PAIRS.map(([{ user }]): Assertion => [
    `what a login of ${user} needs starts with the machine`,
    (host) =>
      expect(outputOf(host.root(`systemctl is-enabled ${user}-home.service ${user}-ssh-agent.service`))).toBe(
        'enabled\nenabled',
      ),
  ]),
  ...PAIRS.map(([{ user, uid }]): Assertion => [
    `a login of ${user} connects to no more than its units`,
    (host) => {
      const show = (property: string): readonly string[] =>
        outputOf(host.root(`systemctl show --value -p ${property} user-${uid}.slice`))
          .split(' ')
          .toSorted();
      expect(show('IPAddressDeny')).toEqual(['0.0.0.0/0', '::/0']);
      expect(show('IPAddressAllow')).toEqual(['10.77.0.1/32', '127.0.0.1/32', '::1/128', 'fd77::1/128']);
    },
  ]),
  ...PAIRS.map(([{ name, user }]): Assertion => [
    `the kernel holds ${user} to that, where this machine lets it`,
    (host) => {
      const controllers = outputOf(host.root('cat /sys/fs/cgroup/cgroup.controllers')).split(' ');
      if (controllers.includes('memory') && controllers.includes('pids')) {
        const group = `/sys/fs/cgroup/agents.slice/agents-${name}.slice`;
        outputOf(host.root(`systemctl start agents-${name}.slice`));
        expect(outputOf(host.root(`cat ${group}/memory.max ${group}/pids.max`))).toBe('268435456\n64');
      } else {
        expect(controllers).not.toContain('memory');
        console.warn(
          `NOT PROVED HERE: this kernel gives no control groups for memory and tasks, so nothing holds ${user}`,
        );
      }
    },
  ]),
  [
    'all agents together may use what the host file says',
    (host) =>
      expect(
        outputOf(host.root('systemctl show agents.slice -p MemoryMax -p MemorySwapMax -p TasksMax'))
          .split('\n')
          .toSorted(),
      ).toEqual(['MemoryMax=419430400', 'MemorySwapMax=0', 'TasksMax=200']),
  ],
  ...PAIRS.map(([{ name }]): Assertion => [
    `everything that ${name} runs counts for its own slice, and that for all agents`,
    (host) => {
      const slices = outputOf(
        host.root(
          `systemctl show --value -p Slice 'agent-${name}-*.service' $(cd /etc/systemd/system && ls -d agent-${name}-*.service)`,
        ),
      );
      expect(new Set(slices.split('\n').filter((slice) => slice !== ''))).toEqual(new Set([`agents-${name}.slice`]));
      expect(outputOf(host.root(`systemctl show --value -p Slice agents-${name}.slice`))).toBe('agents.slice');
    },
  ]),
];

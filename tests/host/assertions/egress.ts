import { expect } from 'vitest';
import { type Agent, CODER, PAIRS, RESEARCHER } from '../lab/agents.js';
import { type Assertion, expectRefused, outputOf, until } from '../lab/assertion.js';
import type { Machine } from '../lab/machine.js';
import { ADDRESSES, listening } from './listening.js';

const EGRESS = 'agent-host-egress.service';
const TABLE = 'nft list table inet agent_host';
const RULES = '/etc/nftables.d/agent-host.nft';
/** What a job has brought about is there. */
const NO_JOBS = until('test -z "$(systemctl list-jobs --no-legend)"');
const CONNECTED = /=connected$/;
const REFUSED = /No route to host|not permitted|Permission denied/;

/** Where agents may connect to. What refuses them is never that nobody listens: root gets through each time. */
export const EGRESS_RULES: readonly Assertion[] = [
  ...PAIRS.flatMap(([agent, other]) => connectionsOf(agent, other)),
  [
    'the researcher may ask the one name server of its file, and no other',
    (host) => {
      expect(datagramArrives(host, RESEARCHER.user, 5353)).toBe(true);
      expect(datagramArrives(host, RESEARCHER.user, 5354)).toBe(false);
      expect(datagramArrives(host, 'root', 5354)).toBe(true);
      expect(datagramArrives(host, CODER.user, 5353)).toBe(false);
    },
  ],
  [
    'loading the rules twice gives the rules once',
    (host) => {
      const once = outputOf(host.root(withoutCounts(TABLE)));
      outputOf(host.root(`systemctl reload ${EGRESS} && systemctl reload ${EGRESS}`));
      expect(outputOf(host.root(withoutCounts(TABLE)))).toBe(once);
    },
  ],
  [
    'the rules are there again when the firewall of the machine starts anew',
    (host) => {
      const before = outputOf(host.root(withoutCounts(TABLE)));
      outputOf(host.root('systemctl restart nftables.service'));
      expect(outputOf(host.root(withoutCounts(TABLE)))).toBe(before);
    },
  ],
  [
    'the rules are there again when the firewall of the machine is reloaded',
    (host) => {
      const before = outputOf(host.root(withoutCounts(TABLE)));
      outputOf(host.root('systemctl reload nftables.service'));
      expect(outputOf(host.root(withoutCounts(TABLE)))).toBe(before);
    },
  ],
  [
    'the rules are there again when the firewall of the machine is stopped and started',
    (host) => {
      outputOf(host.root('systemctl stop nftables.service && systemctl start nftables.service'));
      const back = host.root(TABLE);
      outputOf(host.root(`systemctl start ${EGRESS}`));
      outputOf(back);
    },
  ],
  [
    'no reload comes so soon after a start of the firewall that the rules are lost',
    (host) =>
      void outputOf(
        host.root(
          `set -e; for pause in $(seq 0 0.004 0.1); do
             systemctl reset-failed; systemctl restart nftables.service; sleep $pause; systemctl reload nftables.service
             ${NO_JOBS}; ${TABLE} >/dev/null
           done`,
        ),
      ),
  ],
  [
    'a firewall that includes the rules has them in the same moment as its own',
    (host) => {
      const both = `(cat /etc/nftables.conf; echo 'include "${RULES}"') >/run/both && nft -f /run/both; rm /run/both`;
      outputOf(host.root(`nft delete table inet agent_host && ${both} && ${TABLE}`));
    },
  ],
  [
    'the firewall of the machine starts without the rules, and no agent does',
    (host) => {
      outputOf(host.root(`cp -p ${RULES} /run/rules && echo 'no rule' >>${RULES}`));
      const firewall = host.root('systemctl reset-failed; systemctl restart nftables.service');
      outputOf(host.root(NO_JOBS));
      const egress = host.root(`systemctl is-active ${EGRESS}`);
      const reload = host.root('systemctl reload nftables.service');
      outputOf(
        host.root(`cp -p /run/rules ${RULES}; systemctl reset-failed; systemctl restart nftables.service ${EGRESS}`),
      );
      outputOf(firewall);
      expect(egress.output).toBe('failed');
      expectRefused(reload, /Job for nftables.service failed/);
    },
  ],
  [
    'the rules leave those of others alone',
    (host) => {
      outputOf(host.root(`nft add table inet somebody_elses && systemctl reload ${EGRESS}`));
      outputOf(host.root('nft list table inet somebody_elses && nft delete table inet somebody_elses'));
    },
  ],
  ...PAIRS.flatMap(([agent]) => closedWithoutRules(agent)),
];

function connectionsOf(agent: Agent, other: Agent): readonly Assertion[] {
  const { user } = agent;
  return [
    ...ADDRESSES.map(({ address, isDeclared }): Assertion => [
      `${user} ${isDeclared ? 'reaches' : 'does not reach'} ${address} on the port of its file`,
      (host) =>
        expect(attemptsOf(host, user).get(`${address} ${agent.port}`)).toMatch(isDeclared ? CONNECTED : REFUSED),
    ]),
    ...ADDRESSES.map(({ address }): Assertion => [
      `${user} does not reach ${address} on the port of ${other.user}`,
      (host) => expect(attemptsOf(host, user).get(`${address} ${other.port}`)).toMatch(REFUSED),
    ]),
    [
      `a refused connection of ${user} is counted and logged under its name`,
      (host) => {
        const counted = (): number =>
          Number(
            outputOf(
              host.root(
                `nft -j list counter inet agent_host agent_${agent.name}_denied | jq '.nftables[].counter.packets | numbers'`,
              ),
            ),
          );
        const before = counted();
        listening(host, '127.0.0.2', agent.port, () =>
          expectRefused(host.as(user, connect(`127.0.0.2 ${agent.port}`)), REFUSED),
        );
        expect(counted()).toBeGreaterThan(before);
        outputOf(host.root(`${TABLE} | grep 'log prefix "${user} '`));
      },
    ],
    [
      `${user} may answer who connects to it`,
      (host) => {
        outputOf(host.root(`systemd-run -q --unit=answers --uid=${user} ncat -l 127.0.0.1 9000 -c 'echo heard'`));
        const answer = host.root(
          'for i in $(seq 30); do ncat --recv-only 127.0.0.1 9000 && exit; sleep 0.1; done; exit 1',
        );
        host.root('systemctl stop answers; systemctl reset-failed answers');
        expect(outputOf(answer)).toBe('heard');
      },
    ],
  ];
}

/** Its task loop does not start when the rules cannot be had. */
function closedWithoutRules({ name, user }: Agent): readonly Assertion[] {
  const unit = `agent-${name}-task-loop.service`;
  const withoutRules = (host: Machine, damage: string, repair: string): void => {
    outputOf(host.root(`systemctl stop ${EGRESS} && ${damage}`));
    const attempt = host.root(`systemctl reset-failed; systemctl start ${unit}`);
    outputOf(host.root(`${repair}; systemctl reset-failed; systemctl start ${EGRESS} && systemctl start ${unit}`));
    expectRefused(attempt, /dependency/i);
  };
  return [
    [
      `${name} does not start when the program that loads the rules is gone`,
      (host) => withoutRules(host, 'mv /usr/sbin/nft /usr/sbin/nft.gone', 'mv /usr/sbin/nft.gone /usr/sbin/nft'),
    ],
    [
      `${name} does not start when the rules cannot be loaded`,
      (host) =>
        withoutRules(host, `cp -p ${RULES} /run/rules && echo 'no rule' >>${RULES}`, `cp -p /run/rules ${RULES}`),
    ],
    [
      `${name} is stopped when somebody takes the rules away`,
      (host) => {
        outputOf(host.as(user, 'echo 60 >~/hold'));
        outputOf(host.root(`systemctl reset-failed; systemctl start --no-block ${unit}`));
        outputOf(host.root(until(`test "$(systemctl is-active ${unit})" = activating`)));
        outputOf(host.root(`systemctl stop ${EGRESS}`));
        const after = host.root(`systemctl is-active ${unit}`);
        outputOf(
          host.root(`systemctl stop ${unit}; rm /home/${user}/hold; systemctl reset-failed; systemctl start ${EGRESS}`),
        );
        expect(after.output).toMatch(/^(inactive|failed)$/);
      },
    ],
  ];
}

const KNOWN = new WeakMap<Machine, Map<string, ReadonlyMap<string, string>>>();

/** How each connection that a user tries ends, by address and port. All at once: a refusal takes a second to be told. */
function attemptsOf(host: Machine, user: string): ReadonlyMap<string, string> {
  const known = KNOWN.get(host) ?? new Map<string, ReadonlyMap<string, string>>();
  KNOWN.set(host, known);
  const attempts = known.get(user) ?? tryAll(host, user);
  known.set(user, attempts);
  return attempts;
}

function tryAll(host: Machine, user: string): ReadonlyMap<string, string> {
  const targets = ADDRESSES.flatMap(({ address }) => PAIRS.map(([{ port }]) => `${address} ${port}`));
  const tries = targets.map((target) => `{ echo "${target}=$(${connect(target)} 2>&1 && echo connected)" & }`);
  let output = '';
  listening(host, '', RESEARCHER.port, () =>
    listening(host, '', CODER.port, () => {
      output = outputOf(host.as(user, `${tries.join('; ')}; wait`));
    }),
  );
  const line = (target: string): string => output.split('\n').find((one) => one.startsWith(`${target}=`)) ?? '';
  return new Map(targets.map((target) => [target, line(target)]));
}

function connect(target: string): string {
  const [address, port] = target.split(' ');
  return `timeout 5 bash -c ': </dev/tcp/${address}/${port}'`;
}

function datagramArrives(host: Machine, user: string, port: number): boolean {
  outputOf(
    host.root(
      `systemd-run -q --unit=heard -p StandardOutput=truncate:/run/heard ncat -ul 127.0.0.1 ${port} &&
       ${until(`ss -lun | grep -q :${port}`)}`,
    ),
  );
  const send = `echo here | ncat -u -w 1 127.0.0.1 ${port}`;
  if (user === 'root') host.root(send);
  else host.as(user, send);
  const { output } = host.root('sleep 0.1; systemctl stop heard; cat /run/heard; rm /run/heard');
  return output === 'here';
}

function withoutCounts(command: string): string {
  return `${command} | sed 's/packets [0-9]* bytes [0-9]*//'`;
}

import { expect } from 'vitest';
import { type Agent, CODER, PAIRS, RESEARCHER } from '../lab/agents.js';
import { type Assertion, DENIED, expectRefused, outputOf } from '../lab/assertion.js';

/** Who the agents are. */
export const ACCOUNTS: readonly Assertion[] = [
  ...PAIRS.flatMap(([agent]) => accountOf(agent)),
  [
    'the group of all agents has both of them, and nobody else',
    (host) => expect(outputOf(host.root('getent group agents'))).toBe(`agents:x:4000:${CODER.user},${RESEARCHER.user}`),
  ],
  [
    'no agent is in the group that may read what was audited',
    (host) => expect(outputOf(host.root('getent group agents-audit'))).toBe('agents-audit:x:3999:'),
  ],
];

function accountOf({ user, uid, fullName }: Agent): readonly Assertion[] {
  return [
    [
      `${user} is the account that the host file describes`,
      (host) =>
        expect(outputOf(host.root(`getent passwd ${user}`))).toBe(
          `${user}:x:${uid}:${uid}:${fullName}:/home/${user}:/bin/bash`,
        ),
    ],
    [
      `${user} has a group of its own, and is in that of the agents, and in no other`,
      (host) => expect(outputOf(host.root(`id -Gn ${user}`))).toBe(`${user} agents`),
    ],
    [
      `nobody else is in the group of ${user}`,
      (host) => expect(outputOf(host.root(`getent group ${user}`))).toBe(`${user}:x:${uid}:`),
    ],
    [
      `${user} has no password`,
      (host) => expect(outputOf(host.root(`getent shadow ${user} | cut -d: -f2`))).toMatch(/^!/),
    ],
    [
      `${user} cannot become root with sudo`,
      (host) => expectRefused(host.as(user, 'sudo -n id'), /password is required|not in the sudoers/),
    ],
    [
      `${user} cannot become root with su`,
      (host) => expectRefused(host.as(user, 'echo | su -c id root'), /Authentication failure/),
    ],
    [
      `${user} cannot schedule what root runs`,
      (host) => expectRefused(host.as(user, 'systemd-run --system --no-ask-password true'), DENIED_BY_BUS),
    ],
    [
      `${user} cannot stop what keeps it in`,
      (host) =>
        expectRefused(host.as(user, 'systemctl stop --no-ask-password agent-host-egress.service'), DENIED_BY_BUS),
    ],
    [`${user} cannot flush the firewall`, (host) => expectRefused(host.as(user, 'nft flush ruleset'), DENIED)],
  ];
}

const DENIED_BY_BUS = /Access denied|Interactive authentication required|Permission denied/;

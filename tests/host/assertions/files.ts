import { expect } from 'vitest';
import { type Agent, PAIRS } from '../lab/agents.js';
import { type Assertion, DENIED, expectRefused, outputOf } from '../lab/assertion.js';

/** What a login of an agent may read and write: without any unit around it. */
export const FILES: readonly Assertion[] = [
  ...PAIRS.flatMap(([agent, other]) => filesOf(agent, other)),
  [
    'nobody but root may write what was installed',
    (host) =>
      expect(
        outputOf(
          host.root(
            'find /etc/agent-host /etc/systemd/system /etc/nftables.d /etc/*.d/agent-host* \\( ! -user root -o ! -type l -perm /022 \\)',
          ),
        ),
      ).toBe(''),
  ],
  [
    'modes that somebody has loosened are brought back',
    (host) => {
      const modes = [
        '/etc/agent-host 755 root root',
        '/etc/agent-host/homes 755 root root',
        '/etc/credstore.encrypted 700 root root',
        '/var/lib/agent-incidents 3770 root agents',
        ...PAIRS.flatMap(([{ name, user }]) => [
          `/home/${user} 700 ${user} ${user}`,
          `/etc/agent-host/homes/${name} 750 root ${user}`,
          `/var/log/${user} 750 root agents-audit`,
        ]),
      ];
      const places = modes.map((mode) => mode.split(' ')[0]).join(' ');
      outputOf(
        host.root(`chmod 0777 ${places} && chown root:root ${places} && systemd-tmpfiles --create agent-host.conf`),
      );
      expect(outputOf(host.root(`stat -c "%n %a %U %G" ${places}`)).split('\n')).toEqual(modes);
    },
  ],
  [
    'reports of incidents are shared by the agents, and closed to everybody else',
    (host) => expect(outputOf(host.root('stat -c "%a %U %G" /var/lib/agent-incidents'))).toBe('3770 root agents'),
  ],
];

function filesOf({ name, user }: Agent, other: Agent): readonly Assertion[] {
  const theirs = `/home/${other.user}`;
  return [
    [
      `the home of ${user} is its own, and closed`,
      (host) => expect(outputOf(host.root(`stat -c "%a %U %G" /home/${user}`))).toBe(`700 ${user} ${user}`),
    ],
    [
      `logins of ${user} have what canonry keeps for its home`,
      (host) => {
        const truth = `/etc/agent-host/homes/${name}`;
        outputOf(host.root(`cd ${truth} && find . -type f -exec cmp {} /home/${user}/{} ';'`));
      },
    ],
    [
      `what is no more kept for the home of ${user} goes, and a link in the way is not followed`,
      (host) => {
        const truth = `/etc/agent-host/homes/${name}`;
        const copy = `systemctl start ${user}-home.service`;
        outputOf(host.root(`echo old >${truth}/.old && ${copy} && test -e /home/${user}/.old && rm ${truth}/.old`));
        outputOf(host.as(user, 'echo mine >~/target && ln -sf ~/target ~/.bashrc'));
        outputOf(host.root(`${copy} && test ! -e /home/${user}/.old && test ! -L /home/${user}/.bashrc`));
        expect(outputOf(host.as(user, 'cat ~/target; rm ~/target'))).toBe('mine');
      },
    ],
    [
      `the MCP servers of ${user} are its own`,
      (host) =>
        expect(
          outputOf(
            host.as(user, `jq -c '.mcpServers | to_entries[] | [.key, .value.url // .value.command]' ~/.mcp.json`),
          ),
        ).toBe(
          name === 'researcher' ? '["papers","http://127.0.0.1:8443/mcp"]' : '["issues","/usr/bin/issues-server"]',
        ),
    ],
    [
      `everything in the home of ${user} is its own`,
      (host) => expect(outputOf(host.root(`find /home/${user} ! -user ${user} -o ! -group ${user}`))).toBe(''),
    ],
    [`${user} may write in its home`, (host) => void outputOf(host.as(user, 'touch ~/mine && rm ~/mine'))],
    [`${user} cannot list the home of ${other.user}`, (host) => expectRefused(host.as(user, `ls ${theirs}`), DENIED)],
    [
      `${user} cannot read a file of ${other.user} whose name it knows`,
      (host) => expectRefused(host.as(user, `cat ${theirs}/.mcp.json`), DENIED),
    ],
    [
      `${user} cannot write in the home of ${other.user}`,
      (host) => expectRefused(host.as(user, `touch ${theirs}/.bashrc`), DENIED),
    ],
    [
      `${user} cannot read what root keeps for the home of ${other.user}`,
      (host) => expectRefused(host.as(user, `ls /etc/agent-host/homes/${other.name}`), DENIED),
    ],
    [`${user} cannot write to /etc`, (host) => expectRefused(host.as(user, 'touch /etc/x'), DENIED)],
    [`${user} cannot write to /usr`, (host) => expectRefused(host.as(user, 'touch /usr/x'), DENIED)],
    [
      `${user} may report an incident`,
      (host) => void outputOf(host.as(user, 'touch /var/lib/agent-incidents/mine && rm /var/lib/agent-incidents/mine')),
    ],
    [
      `${user} cannot take back the report of ${other.user}`,
      (host) => {
        outputOf(host.as(other.user, 'touch /var/lib/agent-incidents/theirs'));
        const attempt = host.as(user, 'rm -f /var/lib/agent-incidents/theirs');
        outputOf(host.root('rm /var/lib/agent-incidents/theirs'));
        expectRefused(attempt, DENIED);
      },
    ],
  ];
}

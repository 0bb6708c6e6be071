import { expect } from 'vitest';
import { type Agent, PAIRS } from '../lab/agents.js';
import { type Assertion, DENIED, expectRefused, outputOf } from '../lab/assertion.js';

const STORE = '/etc/credstore.encrypted';

/** Who gets at what the agents know. That the loop has its own secret is asked in the sandbox. */
export const SECRETS: readonly Assertion[] = [
  ...PAIRS.flatMap(([agent, other]) => secretsOf(agent, other)),
  [
    'nothing that was rendered holds a secret',
    (host) =>
      expectRefused(host.root('grep -rlE "secret-of|PRIVATE KEY" /etc --exclude-dir=ssh || ! echo none'), /^none$/m),
  ],
];

function secretsOf({ user, name }: Agent, other: Agent): readonly Assertion[] {
  const mail = `${STORE}/${user}-mail-password`;
  const unit = `agent-${name}-task-loop.service`;
  return [
    [
      `${user} cannot read what its secrets are sealed in`,
      (host) => expectRefused(host.as(user, `cat ${mail}`), DENIED),
    ],
    [
      `the sealed secret of ${user} cannot be read as it is`,
      (host) => expectRefused(host.root(`base64 -d <${mail} | grep -a secret-of || ! echo none`), /^none$/m),
    ],
    [
      `a secret of ${other.user} is closed to ${user} even while it is in use`,
      (host) => {
        outputOf(host.as(other.user, 'echo 60 >~/hold'));
        const theirs = `agent-${other.name}-task-loop.service`;
        outputOf(host.root(`systemctl reset-failed; systemctl start --no-block ${theirs}`));
        const inUse = `/run/credentials/${theirs}/mail-password`;
        const isThere = host.root(`for i in $(seq 100); do test -e ${inUse} && exit 0; sleep 0.05; done; exit 1`);
        const attempt = host.as(user, `cat ${inUse}`);
        host.root(`systemctl stop ${theirs}; rm /home/${other.user}/hold; systemctl reset-failed`);
        outputOf(isThere);
        expectRefused(attempt, DENIED);
      },
    ],
    [
      `${name} does not start without its secret`,
      (host) => {
        outputOf(host.root(`mv ${mail} ${mail}.gone`));
        const { status } = host.root(`systemctl reset-failed; systemctl start ${unit}`);
        const { output } = host.root(`systemctl show --value -p ExecMainStatus ${unit}`);
        outputOf(host.root(`mv ${mail}.gone ${mail} && systemctl reset-failed && systemctl start ${unit}`));
        expect(status).not.toBe(0);
        // Of systemd: the credentials could not be set up.
        expect(output).toBe('243');
      },
    ],
  ];
}

import { expect } from 'vitest';
import { type Agent, PAIRS } from '../lab/agents.js';
import { type Assertion, DENIED, expectRefused, outputOf } from '../lab/assertion.js';

/** In whose name an agent speaks. */
export const IDENTITY: readonly Assertion[] = PAIRS.flatMap(([agent, other]) => identityOf(agent, other));

const NEW_COMMIT = 'rm -rf ~/tried && git init -q ~/tried && cd ~/tried && git commit -q --allow-empty -m tried';

function identityOf({ user, name, fullName, email }: Agent, other: Agent): readonly Assertion[] {
  const socket = `/run/${user}/ssh-agent.sock`;
  const withKey = `export SSH_AUTH_SOCK=${socket};`;
  return [
    [
      `${user} commits in its own name, and signs it with its own key`,
      (host) => {
        outputOf(host.as(user, `${withKey} ${NEW_COMMIT}`));
        const log = outputOf(host.as(user, 'cd ~/tried && git log -1 --format="%an <%ae>%n%G?"'));
        outputOf(host.as(user, 'rm -rf ~/tried'));
        expect(log).toBe(`${fullName} <${email}>\nG`);
      },
    ],
    [
      `a signature of ${user} names ${email}`,
      (host) => {
        outputOf(host.as(user, `${withKey} ${NEW_COMMIT}`));
        const { errors, status } = host.as(user, 'cd ~/tried && git verify-commit HEAD');
        outputOf(host.as(user, 'rm -rf ~/tried'));
        expect(status).toBe(0);
        expect(errors).toContain(`Good "git" signature for ${email} with ED25519 key`);
      },
    ],
    ...['bash -l', 'bash -i'].map((shell): Assertion => [
      `${user} has its key in ${shell}`,
      (host) => expect(outputOf(host.as(user, `${shell} -c 'ssh-add -l' 2>/dev/null`))).toContain('ED25519'),
    ]),
    [
      `the key of ${user} is its own`,
      (host) => {
        const mine = outputOf(host.as(user, `${withKey} ssh-add -L`));
        const theirs = outputOf(host.as(other.user, `SSH_AUTH_SOCK=/run/${other.user}/ssh-agent.sock ssh-add -L`));
        expect(mine).toMatch(/^ssh-ed25519 \S+[^\n]*$/);
        expect(mine.split(' ')[1]).not.toBe(theirs.split(' ')[1]);
      },
    ],
    [
      `${user} lets in its own key, and no other`,
      (host) => {
        const words = "cut -d' ' -f1,2";
        const mine = outputOf(host.as(user, `${withKey} ssh-add -L | ${words}`));
        expect(outputOf(host.as(user, `${words} ~/.ssh/authorized_keys`))).toBe(mine);
      },
    ],
    [
      `${user} cannot use the key of ${other.user}`,
      (host) => expectRefused(host.as(user, `SSH_AUTH_SOCK=/run/${other.user}/ssh-agent.sock ssh-add -L`), DENIED),
    ],
    [
      `the private key of ${user} is in no file but what its own unit was given`,
      (host) => {
        const files =
          'find / -xdev -path /proc -prune -o -path /usr -prune -o -type f -readable -size -64k -print0 2>/dev/null';
        const found = host.as(
          user,
          `${files} | xargs -0 grep -ls 'OPENSSH PRIVATE KEY'; ls /run/credentials/*/* 2>/dev/null`,
        );
        expect(found.output.split('\n').filter((file) => file !== '')).toEqual(
          ['ssh-key', 'ssh-passphrase'].map((secret) => `/run/credentials/agent-${name}-ssh-agent.service/${secret}`),
        );
      },
    ],
    [
      `${user} keeps its key when the agent of keys starts again`,
      (host) => {
        outputOf(host.root(`systemctl restart agent-${name}-ssh-agent.service`));
        expect(outputOf(host.as(user, `${withKey} ssh-add -l`))).toContain('ED25519');
      },
    ],
  ];
}

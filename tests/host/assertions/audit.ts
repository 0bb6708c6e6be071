import { expect } from 'vitest';
import { type Agent, PAIRS } from '../lab/agents.js';
import { type Assertion, DENIED, expectRefused, outputOf } from '../lab/assertion.js';

/** What an agent did stays written. */
export const AUDIT: readonly Assertion[] = [
  ...PAIRS.flatMap(([agent]) => auditOf(agent)),
  [
    'a rotation keeps the old file, and the new one is closed again',
    (host) => {
      const files = PAIRS.map(([{ user }]) => auditFile(user));
      for (const file of files) outputOf(host.root(`echo '{}' >>${file}`));
      outputOf(host.root('logrotate -f /etc/logrotate.d/agent-host'));
      for (const file of files) {
        expect(outputOf(host.root(`stat -c "%a %U %G %s" ${file}`))).toBe('640 root agents-audit 0');
        expect(outputOf(host.root(`lsattr ${file}`))).toMatch(APPEND_ONLY);
        outputOf(host.root(`ls ${file}-*`));
      }
    },
  ],
  [
    'while a rotation works on old files, the audit is closed',
    (host) => {
      for (const [{ user }] of PAIRS) outputOf(host.root(`echo '{}' >>${auditFile(user)}; sleep 1`));
      const unopened = host.root(`${rotateWithout('prerotate')}; logrotate -f /run/rotate`);
      expectRefused(unopened, /Operation not permitted/);
      const unfinished = host.root(`${rotateWithout('lastaction')}; logrotate -f /run/rotate; rm /run/rotate`);
      outputOf(unfinished);
      for (const [{ user }] of PAIRS)
        expect(outputOf(host.root(`lsattr ${auditFile(user)} ${auditFile(user)}-*[0-9]`)).split('\n')).toEqual([
          expect.stringMatching(APPEND_ONLY),
          expect.stringMatching(APPEND_ONLY),
        ]);
    },
  ],
  [
    'what was rotated out is kept for as long as the host file says, and closed',
    (host) => {
      for (const [{ user }] of PAIRS) {
        const file = auditFile(user);
        const [old, young] = [`${file}-20200101-1577836800.gz`, `${file}-20200102-1577923200.gz`];
        outputOf(
          host.root(
            `echo '{}' >>${file}; touch -d '92 days ago' ${old}; touch -d '88 days ago' ${young}; chattr +a ${old} ${young}`,
          ),
        );
        outputOf(host.root(`sleep 1; logrotate -f /etc/logrotate.d/agent-host; test ! -e ${old} && test -e ${young}`));
        expect(outputOf(host.root(`lsattr ${young}`))).toMatch(APPEND_ONLY);
        outputOf(
          host.root(
            `sleep 1; echo '{}' >>${file}; logrotate -f /etc/logrotate.d/agent-host; ls ${file}-*[0-9] ${file}-2026*.gz`,
          ),
        );
      }
    },
  ],
  [
    'the audit is rotated daily, also where one is missing',
    (host) => {
      const { errors } = host.root('logrotate -d /etc/logrotate.d/agent-host');
      expect(errors).toContain('after 1 days');
      expect(errors).toContain('(90 rotations)');
      expect(errors).toContain('empty log files are not rotated');
    },
  ],
];

/** Shell that writes a rotation that lacks one of its steps. */
function rotateWithout(step: string): string {
  return `sed '/^\\t${step}$/,/^\\tendscript$/d' /etc/logrotate.d/agent-host >/run/rotate`;
}

const APPEND_ONLY = /^-*a-* /m;

export function auditFile(user: string): string {
  return `/var/log/${user}/audit.jsonl`;
}

function auditOf({ user, name }: Agent): readonly Assertion[] {
  const file = auditFile(user);
  return [
    [
      `the audit of ${user} belongs to root, and to those who may read it`,
      (host) => {
        expect(outputOf(host.root(`stat -c "%a %U %G" /var/log/${user}`))).toBe('750 root agents-audit');
        expect(outputOf(host.root(`stat -c "%a %U %G" ${file}`))).toBe('640 root agents-audit');
      },
    ],
    [
      `the audit of ${user} can only grow`,
      (host) => expect(outputOf(host.root(`lsattr ${file}`))).toMatch(APPEND_ONLY),
    ],
    ...(['cat', 'rm -f', 'tee -a', 'chattr -a'] as const).map((command): Assertion => [
      `${user} cannot ${command} its audit`,
      (host) => expectRefused(host.as(user, `echo x | ${command} ${file}`), DENIED),
    ]),
    ...(['truncate -s 0 FILE', 'mv FILE FILE.old', 'rm -f FILE', 'sh -c "echo x >FILE"'] as const).map(
      (command): Assertion => [
        `not even root can undo the audit of ${user}: ${command}`,
        (host) => expectRefused(host.root(command.replaceAll('FILE', file)), DENIED),
      ],
    ),
    [
      `${user} can neither truncate nor overwrite its audit through what its unit writes to`,
      (host) => {
        const before = outputOf(host.root(`sha256sum ${file}; stat -c %s ${file}`));
        const tries = 'truncate(STDOUT, 0) and exit 7; use Fcntl; fcntl(STDOUT, F_SETFL, 0) and exit 8; exit 0';
        outputOf(
          host.root(`systemd-run -G --wait -q -p User=${user} -p StandardOutput=append:${file} perl -e '${tries}'`),
        );
        expect(outputOf(host.root(`sha256sum ${file}; stat -c %s ${file}`))).toBe(before);
      },
    ],
    [
      `what the task loop of ${name} says is added to its audit`,
      (host) => {
        const before = Number(outputOf(host.root(`wc -l <${file}`)));
        outputOf(host.root(`systemctl reset-failed; systemctl start agent-${name}-task-loop.service`));
        expect(Number(outputOf(host.root(`wc -l <${file}`)))).toBe(before + 1);
        outputOf(host.root(`tail -1 ${file} | jq -e '.event_type == "task_loop" and .agent == "${name}"'`));
      },
    ],
  ];
}

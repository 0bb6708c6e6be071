import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenHosts } from '../../golden/golden-hosts.js';
import { asRoot, aside, type Finished } from './as-root.js';
import { makeRoot, removeRoot } from './machine-root.js';

/** As on the machine: with its accounts and its logs. */
const THERE = `for file in passwd group; do mount --bind "$1/etc/$file" "/etc/$file"; done; mount --bind "$1/var/log" /var/log;`;
const CONFIGURATION = '"$1/etc/logrotate.d/agent-host"';

describe.each(goldenHosts())('the audits of $name', (host) => {
  let root = '';
  beforeAll(() => {
    root = makeRoot(host);
    asRoot('chown', ['-R', '0:0', root]);
    asRoot('systemd-sysusers', [`--root=${root}`]);
    asRoot('systemd-tmpfiles', [`--root=${root}`, '--create', 'agent-host.conf']);
  });
  afterAll(() => removeRoot(root));

  const users = [...(host.tree.files.get('etc/sysusers.d/agent-host.conf') ?? '').matchAll(/^u (\S+)/gm)].map(
    ([, user = '']) => user,
  );
  const rotate = (before: string): Finished =>
    aside(`${THERE} ${before} logrotate --force --state "$1/state" ${CONFIGURATION}`, root);

  it('are rotated by a sound configuration', () => {
    const { status, stderr } = aside(`${THERE} logrotate --debug --force ${CONFIGURATION}`, root);
    expect(status).toBe(0);
    // That debugging changes nothing is a warning to it, too.
    expect(stderr.replace(/^warning: logrotate in debug mode.*$/m, '')).not.toMatch(/^(?:error|warning):/m);
  });

  it('lose no line when they are, and can only grow again: the new ones, the old ones and the oldest', () => {
    const write = users.map((user) => `echo '{}' >>/var/log/${user}/audit.jsonl;`).join(' ');
    // The names of old ones tell seconds.
    for (let day = 0; day < 3; day += 1)
      expect(rotate(`sleep 1.1; ${write}`)).toEqual({ status: 0, stdout: '', stderr: '' });
    for (const user of users) {
      const directory = join(root, 'var/log', user);
      const { stdout } = asRoot('sh', [
        '-c',
        'cd "$1" && lsattr audit* && stat -c "%a %U %g" audit.jsonl && zcat -f audit.jsonl*',
        'sh',
        directory,
      ]);
      expect(stdout.match(/^-*a-*e?-* audit\.jsonl/gm)).toHaveLength(4);
      expect(stdout).toContain('\n640 root 3999\n');
      expect(stdout.match(/^\{\}$/gm)).toHaveLength(3);
    }
  });
});

import { join } from 'node:path';
import { systemd } from '@canonry/target-systemd';
import { describe, expect, it } from 'vitest';
import { accountOf, hostOf, rosterOf } from '../../../packages/target-systemd/src/host.fixture.js';
import { goldenHosts } from '../../golden/golden-hosts.js';
import { aside } from './as-root.js';

const RULES = 'etc/nftables.d/agent-host.nft';
const LIST = "nft list ruleset | sed 's/packets [0-9]* bytes [0-9]*//'";

describe.each(goldenHosts())('the rules of egress of $name', ({ root, tree }) => {
  const file = join(root, RULES);

  it('are sound, and loaded twice they are the same', () => {
    expect(aside('nft -c -f "$1"', file)).toEqual({ status: 0, stdout: '', stderr: '' });
    const { status, stdout } = aside(`nft -f "$1"; ${LIST}; nft -f "$1"; ${LIST}`, file);
    const [before, once, twice, ...more] = stdout.split('table inet agent_host {\n');
    expect([status, before, more, once]).toEqual([0, '', [], twice]);
  });

  it('leave what others have alone', () => {
    const { stdout } = aside(`nft add table inet others; nft -f "$1"; nft list tables`, file);
    expect(stdout.trim().split('\n').toSorted()).toEqual(['table inet agent_host', 'table inet others']);
  });

  it('have the accounts of the machine, each with its chain', () => {
    const uids = [...(tree.files.get('etc/sysusers.d/agent-host.conf') ?? '').matchAll(/^u \S+ (\d+):/gm)].map(
      ([, uid]) => uid,
    );
    const { stdout } = aside(`nft -f "$1"; nft list chain inet agent_host output`, file);
    expect([...stdout.matchAll(/meta skuid (\d+) jump agent_\w+/g)].map(([, uid]) => uid)).toEqual(uids);
  });
});

it('agents may be called like words of nft', () => {
  const names = ['ip', 'tcp', 'log', 'accept', 'drop', 'table', 'chain', 'counter', 'output', 'meta', 'a-b', 'x0'];
  const accounts = names.map((name, index) => accountOf(name, 5000 + index));
  const { outputs } = systemd.render({
    host: hostOf(accounts),
    roster: rosterOf([]),
    harnesses: [],
    homePaths: new Map(),
  });
  const file = outputs.find(({ path }) => path === RULES);
  const text = file?.kind === 'file' ? new TextDecoder().decode(file.bytes) : '';
  const { status, stdout } = aside(
    'mount -t tmpfs none /run; printf %s "$1" >/run/rules; nft -f /run/rules; nft list chain inet agent_host output',
    text,
  );
  expect([status, stdout.match(/jump/g)?.length]).toEqual([0, names.length]);
});

it('a rule that is none is found, and takes the place of nothing', () => {
  const [host] = goldenHosts();
  const { status, stdout } = aside(
    'mount -t tmpfs none /run; cp "$1" /run/rules; echo "no rule" >>/run/rules; nft -f "$1"; ! nft -f /run/rules; nft list tables',
    join(host?.root ?? '', RULES),
  );
  expect([status, stdout]).toEqual([0, 'table inet agent_host\n']);
});

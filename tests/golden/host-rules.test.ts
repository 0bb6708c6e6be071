import { describe, expect, it } from 'vitest';
import { goldenHosts } from './golden-hosts.js';
import { brokenRules } from './host-rules/broken-rules.js';
import { TREE_RULES, type HostTree } from './host-rules/tree-rules.js';
import { UNIT_RULES } from './host-rules/unit-rules.js';
import { isUpdating } from './update.js';

const UNITS = 'etc/systemd/system';
const LOOP = `${UNITS}/agent-researcher-task-loop.service`;
const NFT = 'etc/nftables.d/agent-host.nft';
const TMPFILES = 'etc/tmpfiles.d/agent-host.conf';
const SYSUSERS = 'etc/sysusers.d/agent-host.conf';
const LOGROTATE = 'etc/logrotate.d/agent-host';
const EGRESS = `${UNITS}/agent-host-egress.service`;
const FIREWALL = `${UNITS}/nftables.service.d/50-agent-host.conf`;

const hosts = goldenHosts();

describe('what every host keeps to', () => {
  it.each(hosts)('$name', ({ tree }) => {
    expect(brokenRules(tree)).toEqual([]);
  });

  it('is asked of many', () => {
    expect(isUpdating || hosts.length > 8).toBe(true);
  });
});

/** One change each, in the host of two agents: a file, what is looked for in it, and what takes its place. */
const DAMAGES: readonly (readonly [rule: string, file: string, pattern: RegExp, damage: string])[] = [
  ['every key was there in the oldest', LOOP, /^UMask=/m, 'OpenFile=/etc/shadow\nUMask='],
  ['every key was there in the oldest', `${UNITS}/agents.slice`, /^\[Slice\]$/m, '[Slice]\nMemoryZSwapMax=1G'],
  ['a oneshot has TimeoutStartSec', LOOP, /^TimeoutStartSec=.*$/m, 'RuntimeMaxSec=1h'],
  ['no MemoryDenyWriteExecute', LOOP, /^UMask=/m, 'MemoryDenyWriteExecute=yes\nUMask='],
  ['a forbidden system call fails', LOOP, /^SystemCallErrorNumber=.*\n/m, ''],
  ['a service runs as an agent', LOOP, /^User=.*\n/m, ''],
  ['no command takes a right', LOOP, /^ExecStart=:/m, 'ExecStart=+'],
  ['a service may call what services call', LOOP, /^SystemCallFilter=~.*\n/m, ''],
  ['a service may call what services call', LOOP, / io_uring_setup/, ''],
  ['a service of an agent sees no home', LOOP, /^BindPaths=.*$/m, '$&\nBindPaths=/home/agent-coder'],
  ['what is bound over a home', LOOP, /homes\/researcher/, 'homes/coder'],
  ['a service of an agent has no network', LOOP, /^IPAddressAllow=.*\n/gm, ''],
  ['namespaces are forbidden', LOOP, /^RestrictNamespaces=.*\n/m, ''],
  ['the secrets of a host', LOOP, /^InaccessiblePaths=-\/etc\/credstore.*\n/m, ''],
  ['a run needs the rules of egress', LOOP, /^Requires=agent-host-egress.service/m, 'Requires='],
  ['a run needs the rules of egress', LOOP, /^After=agent-host-egress.service/m, 'After='],
  ['what a run says is added', LOOP, /^AssertPathExists=.*\n/m, ''],
  ['what a run says is added', LOOP, /append:/, 'truncate:'],
  ['a run can be paused', LOOP, /^ConditionPathExists=!\/etc.*\n/m, ''],
  ['a service of an agent counts', LOOP, /^Slice=.*$/m, 'Slice=agents-coder.slice'],
  ['what has a limit of memory', `${UNITS}/agents-researcher.slice`, /^MemorySwapMax=.*\n/m, ''],
  ['logins have the addresses', `${UNITS}/user-4001.slice.d/50-agent-host.conf`, /^IPAddressDeny=.*\n/m, ''],
  ['an environment has what a run is told', LOOP, /^Environment=/m, 'Environment=API_TOKEN=x\nEnvironment='],
  ['the rules of egress start', EGRESS, /^PartOf=.*\n/m, ''],
  ['the firewall of the machine', FIREWALL, /^ExecStartPost=.*\n/m, ''],
  ['the firewall of the machine', FIREWALL, /^ExecReload=.*\n/m, ''],
  ['the firewall of the machine', FIREWALL, /$/, 'ExecStop=\n'],
  ['the rules of egress start', EGRESS, /^UMask=/m, 'ExecStop=/usr/sbin/nft delete table inet agent_host\nUMask='],
  ['accounts are made with the words', SYSUSERS, /^u /m, 'u! '],
  ['an account has an id of its own', SYSUSERS, /$/, 'm agent-coder sudo\n'],
  ['an account has an id of its own', SYSUSERS, /4002:4002/, '4001:4001'],
  ['directories are made with the words', TMPFILES, /^d \/home/m, 'e /home'],
  ['a home is its own and closed', TMPFILES, /0700 agent-coder/, '0755 agent-coder'],
  ['a home is its own and closed', TMPFILES, /0750 root agent-coder/, '0755 root agent-coder'],
  ['every account has an audit', TMPFILES, /^h .*\n/m, ''],
  ['every audit is rotated', LOGROTATE, /chattr \+a/g, 'chattr -a'],
  ['every audit is rotated', LOGROTATE, /chattr \+a "\$1".*/, 'true'],
  ['every audit is rotated', LOGROTATE, /audit\.jsonl"-\*/, 'audit.jsonl"*'],
  ['rules of egress replace', NFT, /^delete table inet agent_host$/m, 'flush ruleset'],
  ['every account goes through', NFT, /meta skuid 4002.*\n/, ''],
  ['every account goes through', NFT, /reject with icmpx type admin-prohibited/, 'accept'],
  ['every account goes through', NFT, /ct state established,related accept/, 'accept'],
];

describe('each of these rules is broken by a change of one line', () => {
  const tree = hosts.find(({ name }) => name.endsWith(' of host-researcher-and-coder'))?.tree;
  const damaged = (file: string, pattern: RegExp, damage: string): HostTree => {
    const text = tree?.files.get(file) ?? '';
    const changed = text.replace(pattern, damage);
    expect(changed).not.toBe(text);
    return { files: new Map([...(tree?.files ?? []), [file, changed]]), links: tree?.links ?? new Map() };
  };

  it.each(isUpdating ? [] : DAMAGES)('%s… in %s, %s', (rule, file, pattern, damage) => {
    const unit = /([^/]+?)(?:\.d\/[^/]+)?$/.exec(file)?.[1] ?? '';
    const broken = brokenRules(damaged(file, pattern, damage));
    expect(broken.map((one) => one.replace(`${unit}: `, '')).filter((one) => one.startsWith(rule))).toHaveLength(1);
  });

  it('whichever line of a sandbox is left out', () => {
    if (tree === undefined) return;
    const lines = tree.files.get(LOOP)?.split('\n') ?? [];
    // What says when, what and how long is up to the host.
    const free = /^(?:#|\[|$|Description|Environment|Wants|After=.*ssh-agent|ExecStart|WorkingDirectory|StateDirectory|Type|BindPaths=.*\/\.|BindReadOnly|InaccessiblePaths=-\/(?:media|mnt|nix|srv|run)|ConditionPathExists=!\/var|StandardError|IPAddressAllow|LoadCredential)/;
    const survived = lines.filter((line, index) => {
      const text = lines.filter((_, other) => other !== index).join('\n');
      return !free.test(line) && brokenRules({ ...tree, files: new Map([...tree.files, [LOOP, text]]) }).length === 0;
    });
    expect(survived).toEqual([]);
  });

  it('and each rule by one of these', () => {
    const others = ['a service of an agent has the whole sandbox', 'the name of a slice', 'what starts with the machine', 'everything that is meant'];
    const untried = [...UNIT_RULES, ...TREE_RULES].filter(
      ({ rule }) => ![...others, ...DAMAGES.map(([known]) => known)].some((known) => rule.startsWith(known)),
    );
    expect(untried).toEqual([]);
  });

  it('also those about names and links', () => {
    if (tree === undefined) return;
    const slice = tree.files.get(`${UNITS}/agents-coder.slice`) ?? '';
    expect(brokenRules({ ...tree, files: new Map([...tree.files, [`${UNITS}/agents-my-coder.slice`, slice]]) })).toEqual([
      'agents-my-coder.slice: the name of a slice has no dash but the one below agents',
    ]);
    const [first = '', ...rest] = tree.links.keys();
    expect(brokenRules({ ...tree, links: new Map([...tree.links, [first, '/dev/null']]) })).toEqual([
      'what starts with the machine is a unit of the host',
    ]);
    expect(brokenRules({ ...tree, links: new Map(rest.map((path) => [path, tree.links.get(path) ?? ''])) })).toEqual([
      'everything that is meant to start by itself does',
    ]);
  });
});

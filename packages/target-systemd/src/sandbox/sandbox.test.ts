import type { Account, Host, Policy } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { accountOf, agentWith, hostOf, rosterOf } from '../host.fixture.js';
import { render } from '../render/render.js';

const deny = (tool: string): Policy => ({ tool, intent: 'deny', rules: [] });
const only = (tool: string, pattern: string): Policy => ({
  tool,
  intent: 'deny',
  rules: [{ pattern, action: 'allow' }],
});
const EVERYTHING = [deny('external_directory'), deny('edit'), deny('webfetch')];

interface Seen {
  readonly unit: string;
  readonly said: readonly string[];
}

/** The unit of the task loop of an agent called `one`, in a home with these agents, and what is said about it. */
function unitOf(agents: readonly (readonly Policy[])[], more: Partial<Account> = {}, host: Partial<Host> = {}): Seen {
  const names = ['one', 'two', 'three'].slice(0, agents.length);
  const roster = rosterOf(names.map((name, index) => agentWith(name, agents[index])));
  const account = accountOf('one', 4101, { agents: names, ...more });
  const { outputs, findings } = render({
    host: hostOf([account], host),
    roster,
    harnesses: [],
    homePaths: new Map([['one', ['.claude/agents/', '.mcp.json']]]),
  });
  const file = outputs.find(({ path }) => path.endsWith('agent-one-task-loop.service'));
  const unit = file?.kind === 'file' ? new TextDecoder().decode(file.bytes) : '';
  return { unit, said: findings.map(({ code, tool = '' }) => `${code} ${tool}`.trim()) };
}

const linesOf = ({ unit }: Seen, key: string): readonly string[] =>
  unit.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));

describe('what is forbidden outright to every agent of a home, its units hold', () => {
  const held = unitOf([EVERYTHING]);
  const free = unitOf([[]]);

  it('as places that they do not see, and one that they cannot write to', () => {
    expect(linesOf(held, 'InaccessiblePaths')).toEqual(expect.arrayContaining(['-/media', '-/mnt', '-/srv']));
    expect(linesOf(held, 'ReadOnlyPaths')).toEqual(['/home/agent-one/agent-space']);
    expect(held.said).toEqual([]);
  });

  it('and nothing of that holds back who may', () => {
    for (const path of ['-/media', '-/mnt', '-/srv']) expect(linesOf(free, 'InaccessiblePaths')).not.toContain(path);
    expect(linesOf(free, 'ReadOnlyPaths')).toEqual([]);
  });

  it('however it is written, and also where it would have to be asked', () => {
    const asked = unitOf([EVERYTHING.map((policy) => ({ ...policy, intent: 'ask' as const }))]);
    const listed = unitOf([
      EVERYTHING.map(({ tool }) => ({ tool, intent: 'allow', rules: [{ pattern: '*', action: 'deny' }] })),
    ]);
    expect([asked.unit, listed.unit]).toEqual([held.unit, held.unit]);
  });

  it('but not for one agent where another one may', () => {
    const mixed = unitOf([EVERYTHING, [only('edit', 'docs/**'), deny('external_directory'), deny('webfetch')]]);
    expect(linesOf(mixed, 'ReadOnlyPaths')).toEqual([]);
    expect(linesOf(mixed, 'InaccessiblePaths')).toContain('-/srv');
    expect(mixed.said).toEqual(['unit-looser edit', 'unit-stricter edit']);
  });

  it('and where nothing is specified there is nothing to say', () => {
    expect(free.said).toEqual([]);
  });
});

describe('the network of a unit', () => {
  const egress = [{ network: '10.0.0.0/8', family: 'ip', protocol: 'tcp', port: 443 }] as const;

  it('is none where egress names nothing', () => {
    const { unit } = unitOf([EVERYTHING]);
    expect(unit).toContain('PrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\n');
  });

  it('ends at what egress names, and that is said where no agent may fetch anything', () => {
    const seen = unitOf([EVERYTHING], { egress });
    expect(linesOf(seen, 'IPAddressDeny')).toEqual(['any']);
    expect(linesOf(seen, 'IPAddressAllow')).toEqual(['10.0.0.0/8']);
    expect(seen.said).toEqual(['open-egress webfetch']);
    expect(unitOf([[only('webfetch', '*')]], { egress }).said).toEqual(['unit-stricter webfetch']);
  });
});

/** What is said of a task loop with this program. */
function run(program: string, agents = [EVERYTHING]): readonly string[] {
  return unitOf(agents, { taskLoop: { ...accountOf('one', 4101).taskLoop, exec: [program] } }).said;
}

describe('a unit that could not run', () => {
  it.each(['/home/agent-two/x', '/root/x', '/tmp/x', '/srv/x', '/etc/credstore.encrypted/x'])(
    'because it does not see %s is an error',
    (program) => {
      expect(run(program)).toEqual(['hidden-program']);
    },
  );

  it('is none where it sees the program', () => {
    expect(run('/srv/x', [[]])).not.toContain('hidden-program');
    expect(run('/home/agent-one/bin/x')).toEqual([]);
    expect(run('/srvx')).toEqual([]);
  });
});

it('nobody is called like the directory that all share', () => {
  const account = accountOf('incidents', 4101);
  const { findings } = render({ host: hostOf([account]), roster: rosterOf([]), harnesses: [], homePaths: new Map() });
  expect(findings.map(({ code }) => code)).toEqual(['reserved-account']);
});

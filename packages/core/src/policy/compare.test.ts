import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../agent.js';
import { parseAgent } from '../parse-agent.js';
import { projectOf } from '../project-of.js';
import { agentWith, policyWith } from './agent-with.fixture.js';
import { compareAgents, compareTool } from './compare-agents.js';
import { comparePolicies, isSubject, permitsNoMore } from './compare-policies.js';
import { compareRosters, isWidened } from './compare-rosters.js';

const bash = (intent: string, ...rules: string[]): ReturnType<typeof policyWith> => policyWith('bash', intent, rules);
const compare = (old: ReturnType<typeof bash>, now: ReturnType<typeof bash>): unknown =>
  comparePolicies(old.tool, old, now);

/** In what ways the one rule of a policy differs from that of another. */
const kinds = (old: string, now: string): readonly string[] =>
  comparePolicies('bash', bash('ask', `${old}:allow`), bash('ask', `${now}:allow`)).map(({ kind }) => kind);

const GIVEN_UP = { kind: 'unproved', witness: null, old: null, new: null } as const;

const edit = (intent: string, ...rules: string[]): ReturnType<typeof policyWith> => policyWith('edit', intent, rules);

const load = (name: string): Agent => {
  const file = `agents/${name}/agent.toml`;
  const toml = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
  const { agent } = parseAgent({ file, directory: name, toml, prompt: 'x' });
  if (agent === undefined) throw new Error(`${name} has errors`);
  return agent;
};

const at = (section: Record<string, string>): { agents: []; project: ReturnType<typeof projectOf> } => ({
  agents: [],
  project: projectOf([{ targets: { pi: section } }]),
});

describe('comparing two policies', () => {
  it('finds nothing where the rules are written otherwise and mean the same', () => {
    expect(
      compare(bash('ask', 'git *:allow', 'ls:allow'), bash('ask', 'ls:allow', 'git **:allow', 'git:allow')),
    ).toEqual([]);
    expect(compare(bash('ask', 'a*:allow'), bash('deny', '*:ask', 'a?*:allow', 'a:allow'))).toEqual([]);
  });

  it('finds what the order of rules changes', () => {
    const old = bash('allow', 'git push*:ask', 'git push --force*:deny');
    const now = bash('allow', 'git push --force*:deny', 'git push*:ask');
    expect(compare(old, now)).toEqual([{ kind: 'widened', witness: 'git push --force', old: 'deny', new: 'ask' }]);
    expect(compare(now, old)).toEqual([{ kind: 'narrowed', witness: 'git push --force', old: 'ask', new: 'deny' }]);
  });

  it('prefers a witness that needs no quotes, then a short, printable and early one', () => {
    expect(compare(bash('ask'), bash('ask', '*b:allow'))).toEqual([
      { kind: 'widened', witness: 'b', old: 'ask', new: 'allow' },
    ]);
    expect(compare(bash('ask'), bash('ask', '?*fi:allow', 'x&:allow'))).toMatchObject([{ witness: '%fi' }]);
    expect(compare(bash('ask'), bash('ask', 'if:allow'))).toMatchObject([{ witness: 'if' }]);
    expect(compare(bash('ask'), bash('ask', 'if *:allow', 'ifx:allow'))).toMatchObject([{ witness: 'ifx' }]);
    expect(compare(bash('ask'), bash('ask', 'A=b *:allow', '"??:allow'))).toMatchObject([{ witness: '"  ' }]);
    expect(compare(bash('ask'), bash('ask', '\n:allow', 'a b  c:allow', '"":allow'))).toMatchObject([
      { witness: '\n' },
    ]);
    expect(compare(bash('ask'), bash('ask', '\n:allow', '":allow'))).toMatchObject([{ witness: '"' }]);
    expect(compare(bash('ask', '?*:allow'), bash('allow'))).toMatchObject([{ witness: '' }]);
  });

  it('gives one witness for each pair of decisions', () => {
    expect(compare(bash('ask', 'a:allow', 'b:deny'), bash('ask', 'a:deny', 'b:allow', 'c:allow'))).toEqual([
      { kind: 'narrowed', witness: 'a', old: 'allow', new: 'deny' },
      { kind: 'widened', witness: 'b', old: 'deny', new: 'allow' },
      { kind: 'widened', witness: 'c', old: 'ask', new: 'allow' },
    ]);
  });

  it('says that it did not prove what takes too long', () => {
    const [old, now] = [bash('ask', '*a???????:allow'), bash('ask', '*a???????:allow', '*a*a???????b:deny')];
    const found = comparePolicies('bash', old, now, { limit: 20 });
    expect(found).toEqual([GIVEN_UP]);
    expect(permitsNoMore(found)).toBe(false);
  });

  it('gives up as a whole when only the search over every possible home was cut short', () => {
    const [deny, allow] = ['/home/*a???:deny', '~/p/**:allow'];
    const [old, now] = [edit('ask', deny, allow), edit('ask', allow, deny)];
    const full = comparePolicies('edit', old, now);
    expect(full.map(({ kind }) => kind)).toContain('unproved');
    for (let limit = 1; limit < 3000; limit = Math.ceil(limit * 1.05)) {
      const found = comparePolicies('edit', old, now, { limit });
      expect([full, [...found.slice(0, -1), GIVEN_UP]]).toContainEqual(found);
    }
  });

  it('stays bounded for patterns made to be slow', () => {
    // Given up after so many situations, not after so much time: without that bound the test would not end.
    expect(kinds(`*a${'?'.repeat(500)}`, `*b${'?'.repeat(500)}`)).toContain('unproved');
    expect(kinds('*a'.repeat(500), '*b'.repeat(500))).toEqual(['narrowed', 'widened']);
  });
});

describe('comparing paths', () => {
  it('knows that no path holds ".." and that external ones are absolute', () => {
    expect(compare(edit('ask'), edit('ask', '*/../*:allow'))).toEqual([]);
    expect(compare(edit('ask'), edit('ask', '*..*:allow'))).toMatchObject([{ witness: '%..' }]);
    expect(
      compare(policyWith('external_directory', 'ask'), policyWith('external_directory', 'ask', ['src/*:allow'])),
    ).toEqual([]);
  });

  it('shows paths below home with ~', () => {
    expect(compare(edit('ask'), edit('ask', '~/p/**:allow'))).toMatchObject([{ kind: 'widened', witness: '~/p/%' }]);
  });

  it('never takes ~/p and /home for different places', () => {
    const [old, now] = [edit('ask', '/home/**:deny', '~/p/**:allow'), edit('ask', '~/p/**:allow', '/home/**:deny')];
    expect(compare(old, now)).toEqual([{ kind: 'unproved', witness: '~/p/%', old: 'allow', new: 'deny' }]);
    expect(compare(edit('ask', 'src/**:deny', '~/p/**:allow'), edit('ask', '~/p/**:allow', 'src/**:deny'))).toEqual([]);
  });
});

describe('comparing agents', () => {
  it('compares every tool that one of them specifies', () => {
    const old = agentWith({ bash: ['ask'], question: ['allow'] });
    const now = agentWith({ '*': ['ask'], bash: ['ask'], mcp__a: ['deny'] });
    const relations = compareAgents(old, now).map(({ tool, relation }) => `${tool} ${relation}`);
    expect(relations).toEqual([
      'read wider',
      'edit wider',
      'bash equal',
      'glob wider',
      'grep wider',
      'list wider',
      'webfetch wider',
      'websearch wider',
      'question narrower',
      'task wider',
      'skill wider',
      'todo wider',
      '* wider',
      'mcp__a narrower',
    ]);
  });

  it.each([
    [{ bash: ['ask'] }, {}, [{ kind: 'widened', witness: '%', old: 'ask', new: null }]],
    [{ bash: ['allow'] }, {}, [{ kind: 'narrowed', witness: '%', old: 'allow', new: null }]],
    [{}, { bash: ['ask'] }, [{ kind: 'widened', witness: '%', old: null, new: 'ask' }]],
    [{}, { bash: ['deny'] }, [{ kind: 'narrowed', witness: '%', old: null, new: 'deny' }]],
    [
      { bash: ['allow', 'rm *:ask'] },
      {},
      [
        { kind: 'narrowed', witness: '%', old: 'allow', new: null },
        { kind: 'widened', witness: 'rm', old: 'ask', new: null },
      ],
    ],
  ])('%j and %j', (old, now, differences) => {
    expect(compareTool(agentWith(old), agentWith(now), 'bash').differences).toEqual(differences);
  });
});

describe('comparing sources', () => {
  const project = projectOf([]);
  const side = (...agents: readonly Agent[]): { agents: readonly Agent[]; project: typeof project } => ({
    agents,
    project,
  });

  it('reports the widening when the ask of chiron-forge moves below the denies', () => {
    const forge = load('chiron-forge');
    const permissions = forge.permissions.map((policy) =>
      policy.tool === 'bash'
        ? { ...policy, rules: [...policy.rules.toSpliced(2, 1), ...policy.rules.slice(2, 3)] }
        : policy,
    );
    const comparison = compareRosters(side(forge), side({ ...forge, permissions }));
    expect(comparison).toEqual({
      changes: [
        {
          scope: 'policy',
          agent: 'chiron-forge',
          tool: 'bash',
          kind: 'widened',
          witness: 'git push -f',
          old: 'deny',
          new: 'ask',
        },
      ],
      added: [],
      removed: [],
    });
    expect(isWidened(comparison)).toBe(true);
  });

  it('compares an added agent with one that may do nothing', () => {
    const comparison = compareRosters(
      side(),
      side(agentWith({ '*': ['deny'], external_directory: ['deny'], doom_loop: ['deny'], bash: ['ask'] })),
    );
    expect(comparison).toEqual({
      changes: [
        { scope: 'policy', agent: 'tester', tool: 'bash', kind: 'widened', witness: '%', old: 'deny', new: 'ask' },
      ],
      added: ['tester'],
      removed: [],
    });
  });

  it('counts less enforcement and new accepted losses as widened', () => {
    const accept = { code: 'widened', target: 'pi', agent: 'a', tool: 'bash', reason: 'known' };
    const old = { agents: [], project: projectOf([{ targets: { pi: { enforcement: 'guard' } }, accept: [] }]) };
    const now = {
      agents: [],
      project: projectOf([{ targets: { pi: { enforcement: 'declarative' } }, accept: [accept] }]),
    };
    const shared = { agent: null, tool: null, target: 'pi', witness: null };
    expect(compareRosters(old, now).changes).toEqual([
      { ...shared, scope: 'enforcement', kind: 'widened', old: 'guard', new: 'declarative' },
      { ...shared, scope: 'accept', kind: 'widened', agent: 'a', tool: 'bash', old: null, new: 'widened' },
    ]);
    expect(isWidened(compareRosters(now, old))).toBe(false);
  });

  it('takes an unknown default of enforcement for weaker, and a known one for what it is', () => {
    const [guard, unsaid] = [at({ enforcement: 'guard' }), at({})];
    expect(isWidened(compareRosters(guard, unsaid))).toBe(true);
    expect(compareRosters(guard, unsaid, { enforcement: new Map([['pi', 'guard']]) }).changes).toEqual([]);
  });
});

describe('policies that speak of home', () => {
  it.each([
    // A home of one letter is the only one that these tell apart.
    [
      edit('ask', '/?/p:deny'),
      edit('ask', '/?/p:deny', '~/p:allow'),
      [
        ['unproved', '~/p', 'deny', 'allow'],
        ['unproved', '~/p', 'ask', 'allow'],
      ],
    ],
    [
      edit('ask', '/?/p:deny', '~/p:allow'),
      edit('ask', '~/p:allow', '/?/p:deny'),
      [['unproved', '~/p', 'allow', 'deny']],
    ],
    // So does one without a directory above it.
    [edit('ask', '~/p:allow', '/*/*/p:deny'), edit('ask', '/*/*/p:deny'), [['unproved', '~/p', 'allow', 'ask']]],
    // Any home that no pattern spells.
    [
      edit('ask', '/home/**:deny'),
      edit('ask', '/home/**:deny', '~/p:allow'),
      [
        ['widened', '~/p', 'ask', 'allow'],
        ['unproved', '~/p', 'deny', 'allow'],
      ],
    ],
    // The root may be a home too.
    [edit('ask', '~/p:allow', '/p:deny'), edit('ask', '/p:deny', '~/p:allow'), [['unproved', '~/p', 'deny', 'allow']]],
  ])('%j and %j', (old, now, expected) => {
    const found = comparePolicies('edit', old, now);
    expect(found.map(({ kind, witness, ...pair }) => [kind, witness, pair.old, pair.new])).toEqual(expected);
  });
});

describe('a subject', () => {
  it.each([
    ['bash', '', true],
    ['bash', 'a b', true],
    ['task', '', false],
    ['task', 'a', true],
    ['task', 'a\0', false],
    ['edit', 'a/b', true],
    ['edit', 'a/', false],
    ['edit', '../a', false],
    ['edit', '/a', true],
    ['external_directory', 'a', false],
    ['external_directory', '/a', true],
  ])('of %s may be %j: %j', (tool, text, expected) => {
    expect(isSubject(tool, text)).toBe(expected);
  });
});

describe('a comparison that is given up', () => {
  it('still shows what it has found', () => {
    const old = bash('ask', 'a:allow', '*b???????????c:deny');
    const now = bash('ask', 'a:deny', '*c???????????b:deny');
    expect(comparePolicies('bash', old, now, { limit: 100 })).toEqual([
      { kind: 'narrowed', witness: 'a', old: 'allow', new: 'deny' },
      { kind: 'unproved', witness: null, old: null, new: null },
    ]);
  });
});

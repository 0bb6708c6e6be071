import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { locateFindings } from '../locate-findings.js';
import { parseAgent } from '../parse-agent.js';
import { agentWith } from './agent-with.fixture.js';
import { findWidenedByDelegation } from './delegation.js';
import { lintPolicies } from './lint-policies.js';

const lint = (tool: string, ...policy: string[]): readonly unknown[] =>
  lintPolicies([agentWith({ task: ['deny'], [tool]: policy })]).map(({ code, place, witness }) => [
    code,
    place.kind === 'value' ? place.path.at(-1) : undefined,
    witness,
  ]);

describe('rules that never decide', () => {
  it.each([
    [['ask', 'ls -l:allow', 'ls *:ask'], [['shadowed-rule', 0, 'ls -l']]],
    [['ask', 'ab:allow', 'a?:deny', 'x:allow'], [['shadowed-rule', 0, 'ab']]],
    [['ask', 'q*:deny', 'q:allow', 'q?*:allow'], [['shadowed-rule', 0, 'q']]],
    [['ask', 'ls:allow', 'cat:allow', 'ls:deny'], [['contradictory-rules', 0, undefined]]],
    [['ask', 'ls **:allow', 'ls *:allow'], [['idle-rule', 0, undefined]]],
    [['ask', 'ls:ask'], [['idle-rule', 0, undefined]]],
    [['ask', 'ls -l:allow', 'ls *:allow'], [['idle-rule', 0, undefined]]],
    [['ask', 'a:allow', 'b:allow', '*:deny', 'ls:allow'], [['star-shadows-rules', 2, undefined]]],
    [['ask', '*:deny', 'ls:allow'], []],
    [['ask', 'ls *:allow', 'ls x:deny'], []],
  ])('%j', (policy, findings) => {
    expect(lint('bash', ...policy)).toEqual(findings);
  });

  it('or match nothing', () => {
    expect(lint('edit', 'ask', '../**:deny', 'src/**:allow')).toEqual([['rule-never-matches', 0, undefined]]);
    expect(lint('external_directory', 'ask', 'tmp/**:allow')).toEqual([['rule-never-matches', 0, undefined]]);
  });
});

it.each([
  'https://Docs.Example.com/*',
  'HTTPS://docs.example.com/*',
  'https://docs.example.com:443/*',
  'http://docs.example.com:80',
  'https://me@docs.example.com/*',
  'https://docs.example.com./*',
])('an address that nobody fetches as %s', (pattern) => {
  expect(lint('webfetch', 'allow', `${pattern}:deny`)).toEqual([['address-spelling', 0, undefined]]);
});

it.each([
  'https://docs.example.com/A/B',
  'https://docs.example.com:8443/*',
  'https://docs.example.com*',
  'http://docs.example.com:443/*',
  '*.Example.com/*',
  'https://*.example.com/*',
])('an address as it is fetched: %s', (pattern) => {
  expect(lint('webfetch', 'allow', `${pattern}:deny`)).toEqual([]);
});

const slow = (letter: string): string => `*${letter}${'?'.repeat(30)}`;

describe('patterns that probably mean something else', () => {
  it.each([
    ['bash', ['allow', 'ls:allow'], [['idle-rule', 0, undefined]]],
    ['bash', ['ask', 'git push*:allow'], [['glued-star', 0, 'git pushx']]],
    ['bash', ['ask', 'git *--output*:allow'], []],
    ['bash', ['ask', 'a && b:deny'], [['operator-in-rule', 0, undefined]]],
    ['bash', ['ask', 'cd x; ls:allow'], [['operator-in-rule', 0, undefined]]],
    ['bash', ['ask', '*|*:deny'], [['operator-in-rule', 0, undefined]]],
    ['bash', ['ask', 'grep a|b:allow'], []],
    ['bash', ['ask', 'env *:allow'], [['opened-shell', 0, 'env x']]],
    ['bash', ['ask', 'find *:allow', 'find * -exec*:ask'], []],
    ['bash', ['ask', '[ *:allow'], [['opened-shell', 0, '[ -v a[$(x)] ]']]],
    ['bash', ['ask', '[ *:allow', '[ *-v *:ask'], []],
    [
      'bash',
      ['ask', 'trap * EXIT:allow', 'trap *:allow'],
      [
        ['idle-rule', 0, undefined],
        ['opened-shell', 1, 'trap x 0'],
      ],
    ],
    ['bash', ['deny', 'rm -rf *:deny'], [['idle-rule', 0, undefined]]],
    ['edit', ['ask', 'docs/*:allow'], [['crossed-slash', 0, 'docs/x/y']]],
    ['edit', ['ask', 'docs/**:allow'], []],
    ['edit', ['ask', 'docs/*:allow', 'docs/*/*:deny'], [['crossed-slash', 1, 'docs/x/y/x']]],
    ['edit', ['ask', '~/p/**:allow', '/home/**:deny'], [['unproved-home', 1, undefined]]],
    ['edit', ['ask', '~/p/**:allow', '/home/**:allow'], []],
  ])('%s %j', (tool, policy, findings) => {
    expect(lint(tool, ...policy)).toEqual(findings);
  });

  it.each([
    '. x',
    'builtin x',
    'trap x 0',
    'alias x=x',
    'hash -p x x',
    'enable -f x x',
    'jobs -x x',
    'mapfile -C x x',
    'readarray -C x x',
    'compgen -C x',
    'export PATH=x',
    'declare PATH=x',
    'let a[$(x)]',
    'read a[$(x)]',
    'unset a[$(x)]',
    'printf -v a[$(x)] x',
    'test -v a[$(x)]',
    '[ -v a[$(x)] ]',
    'typeset a[$(x)]=',
    'local a[$(x)]=',
    'readonly -a a=([$(x)]=)',
    'wait -p a[$(x)]',
    'exec x',
    'command x',
    'source x',
    'eval x',
  ])('find that an allow for %j opens everything', (witness) => {
    const name = witness.split(' ')[0] ?? '';
    expect(lint('bash', 'ask', `${name} *:allow`)).toEqual([['opened-shell', 0, witness]]);
  });

  it('find the spellings that a rule misses', () => {
    expect(lint('bash', 'ask', 'rm *:allow', 'rm -rf *:deny')).toEqual([['missed-spelling', 1, 'rm -fr x']]);
    expect(lint('bash', 'ask', 'git push *:allow', 'git push -f *:deny')).toEqual([
      ['missed-spelling', 1, 'git push x -f x'],
    ]);
  });

  it('find what cat may read although reading is denied', () => {
    const agent = agentWith({
      task: ['deny'],
      read: ['allow', '.env*:deny', 'ok:deny'],
      bash: ['ask', 'cat *:allow', 'cat ok:deny'],
    });
    const [finding, ...others] = lintPolicies([agent]);
    expect(finding).toMatchObject({ code: 'read-walked-around', witness: 'cat .envx' });
    expect(others).toEqual([]);
  });

  it('says when it cannot prove anything', () => {
    expect(
      lint('bash', 'ask', `${slow('a')}:allow`, `${slow('b')}:deny`, `${slow('c')}a:allow`, `${slow('a')}?:ask`),
    ).toContainEqual(['unproved-policy', expect.any(Number), undefined]);
  });
});

describe('many idle rules', () => {
  it('are not all proved', () => {
    const rules = Array.from({ length: 1000 }, (_, index) => `tool-${index} *:ask`);
    const findings = lint('bash', 'ask', ...rules);
    expect([findings.length, findings.at(-1)]).toEqual([51, ['unproved-policy', 50, undefined]]);
  });
});

describe('delegation', () => {
  const main = agentWith({ task: ['deny', 'middle:ask'], bash: ['ask'] }, 'main');
  const middle = agentWith({ bash: ['ask'] }, 'middle');
  const end = agentWith({ task: ['deny'], bash: ['ask', 'make *:allow'] }, 'end');

  it('widens over every agent that may be started, an unspecified task included', () => {
    const found = findWidenedByDelegation([main, middle, end]).filter(({ agent }) => agent.name === 'main');
    expect(found).toEqual([
      {
        agent: main,
        tool: 'bash',
        path: ['main', 'middle', 'end'],
        difference: { kind: 'widened', witness: 'make', old: 'ask', new: 'allow' },
      },
    ]);
  });

  it('is a warning at the task policy', () => {
    expect(lintPolicies([main, middle, end])[0]).toMatchObject({
      code: 'delegation-widens',
      message: 'through main → middle → end the agent reaches bash "make": ask here, allow there',
      place: { kind: 'key', path: ['permissions', 'task'] },
      witness: 'make',
    });
  });
});

describe('the canonical agents', () => {
  const names = ['apollo', 'athena', 'calliope', 'chiron', 'chiron-forge', 'hermes'];
  const texts = new Map(
    names.map((name) => {
      const file = `agents/${name}/agent.toml`;
      return [file, readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8')];
    }),
  );

  it('give the warnings that their comments speak of, at the line of the rule', () => {
    const agents = [...texts].flatMap(
      ([file, toml]) => parseAgent({ file, directory: file.split('/')[1] ?? '', toml, prompt: 'x' }).agent ?? [],
    );
    const diagnostics = locateFindings(lintPolicies(agents), texts);
    expect(diagnostics.every(({ line, severity }) => line !== undefined && severity === 'warning')).toBe(true);
    expect(diagnostics.map(({ agent, code, witness }) => `${agent} ${code} ${witness}`)).toEqual([
      'chiron-forge opened-shell bash -c x',
      'chiron-forge missed-spelling rm -fr x',
      'chiron-forge glued-star git reset --hardx',
      'chiron-forge missed-spelling git reset x --hard',
      'chiron-forge glued-star git pushx',
      'chiron-forge glued-star git push --forcex',
      'chiron-forge missed-spelling git push x --force',
      'chiron-forge missed-spelling git push x -f x',
      'chiron-forge delegation-widens git push -f',
      'chiron delegation-widens %',
      'chiron delegation-widens %',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { policyWith } from './agent-with.fixture.js';
import { combinePolicies } from './combine-policies.js';
import { rewritePolicy, type Reading } from './rewrite-policy.js';

const show = (policy: ReturnType<typeof policyWith>): readonly string[] => [
  policy.intent,
  ...policy.rules.map(({ pattern, action }) => `${pattern}:${action}`),
];
const rewrite = (reading: Reading, intent: string, ...rules: string[]): unknown => {
  const { policy, isExact, narrowed } = rewritePolicy(policyWith('bash', intent, rules), reading);
  return { rules: show(policy), isExact, narrowed: narrowed.map(({ witness }) => witness) };
};

const combine = (...policies: readonly (readonly string[])[]): unknown => {
  const { policy, isExact } = combinePolicies(
    'bash',
    policies.map(([intent = '', ...rules]) => policyWith('bash', intent, rules)),
  );
  return { rules: show(policy), isExact };
};

describe('combining policies', () => {
  it('takes the stricter intent, and an allow only where all allow', () => {
    expect(combine(['ask', 'git *:allow', 'ls:allow'], ['ask', 'git status *:allow'])).toEqual({
      rules: ['ask', 'git status *:allow'],
      isExact: true,
    });
  });

  it('keeps every deny', () => {
    expect(combine(['allow', 'a*:deny'], ['allow', '*b:ask', 'c:deny'])).toEqual({
      rules: ['allow', '*b:ask', 'c:deny', 'a*:deny'],
      isExact: true,
    });
  });

  it('says what two patterns match together', () => {
    expect(combine(['deny', 'a*:allow'], ['deny', '*b:allow'])).toEqual({
      rules: ['deny', 'a*b:allow'],
      isExact: true,
    });
    expect(combine(['deny', 'git *:allow'], ['deny', 'git:allow', '* x:allow'])).toEqual({
      rules: ['deny', 'git:allow', 'git * x:allow', 'git x:allow'],
      isExact: true,
    });
  });

  it('is stricter, and says so, where home may be anywhere', () => {
    const { policy, isExact } = combinePolicies('edit', [
      policyWith('edit', 'deny', ['~/p/**:allow']),
      policyWith('edit', 'deny', ['/home/**:allow']),
    ]);
    expect([show(policy), isExact]).toEqual([['deny'], false]);
  });

  it('does not give up what only becomes stricter, wherever the home is', () => {
    const { policy, isExact } = combinePolicies('edit', [
      policyWith('edit', 'ask', ['~/:allow', '~/src:deny']),
      policyWith('edit', 'ask'),
    ]);
    expect([show(policy), isExact]).toEqual([['ask', '~/src:deny'], true]);
  });

  it('of nothing denies', () => {
    expect(combinePolicies('bash', [])).toEqual({ policy: policyWith('bash', 'deny'), isExact: false });
  });
});

describe('a list for another reader', () => {
  it('who takes the first match is turned around', () => {
    expect(rewrite('first-match', 'ask', 'git *:allow', 'git push*:deny')).toEqual({
      rules: ['ask', 'git push*:deny', 'git *:allow'],
      isExact: true,
      narrowed: [],
    });
  });

  it('who takes the strictest match needs no order', () => {
    expect(rewrite('strictest-action', 'ask', 'git *:allow', 'git push*:deny')).toEqual({
      rules: ['ask', 'git push*:deny', 'git *:allow'],
      isExact: true,
      narrowed: [],
    });
  });

  it('who takes the strictest match gets a leading "*" as the intent', () => {
    expect(rewrite('strictest-action', 'allow', '*:deny', 'git *:allow')).toEqual({
      rules: ['deny', 'git *:allow'],
      isExact: true,
      narrowed: [],
    });
  });

  it('who takes the strictest match loses an allow that stood behind a deny', () => {
    expect(rewrite('strictest-action', 'allow', 'git push*:deny', 'git push origin:allow')).toEqual({
      rules: ['allow', 'git push*:deny'],
      isExact: false,
      narrowed: ['git push origin'],
    });
  });

  it('who takes the strictest match gets a repeated intent only where it matters', () => {
    expect(rewrite('strictest-action', 'deny', 'git *:allow', '* -f:deny', 'npm *:allow')).toEqual({
      rules: ['deny', 'git * -f:deny', 'git -f:deny', 'git *:allow', 'npm *:allow'],
      isExact: true,
      narrowed: [],
    });
  });

  it('who takes the longest match gets longer stars', () => {
    expect(rewrite('longest-pattern', 'ask', 'git push*:deny', 'g*x:allow')).toEqual({
      rules: ['ask', 'git push*:deny', 'g********x:allow'],
      isExact: true,
      narrowed: [],
    });
    expect(rewrite('longest-pattern', 'ask', 'a*b*c*d*:deny', 'abc *:allow')).toMatchObject({ isExact: true });
  });

  it('who takes the longest match is told the stricter action where a star is missing', () => {
    expect(rewrite('longest-pattern', 'ask', '*g*i*t*:deny', 'git:allow')).toEqual({
      rules: ['ask', '*g*i*t*:deny', 'git:allow'],
      isExact: false,
      narrowed: ['git'],
    });
    expect(rewrite('longest-pattern', 'ask', '*g*i*t*:allow', 'git:deny')).toMatchObject({ isExact: false });
  });
});

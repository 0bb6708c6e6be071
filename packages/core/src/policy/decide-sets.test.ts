import { describe, expect, it } from 'vitest';
import { agentWith, policyWith } from './agent-with.fixture.js';
import { decide } from './decide.js';
import { atHome, decidePolicy, matchingRules, mentionsHome, strictestOfAll } from './decide-policy.js';
import { decideTexts } from './decide-texts.js';

const any = { kind: 'any' } as const;
const text = (value: string): { readonly kind: 'text'; readonly text: string } => ({ kind: 'text', text: value });
const rule = (pattern: string, action: string, index = 0): unknown => ({
  decision: action,
  source: 'rule',
  table: 'edit',
  rule: { pattern, action, index },
});

describe('a home that nobody knows', () => {
  const agent = agentWith({ edit: ['allow', '~/p/**:deny', 'home/**:ask'] });
  const intent = { decision: 'allow', source: 'intent', table: 'edit' };

  it.each([
    ['~/p/x', rule('~/p/**', 'deny')],
    ['/any/p/x', rule('~/p/**', 'deny')],
    ['/any/q/x', intent],
    // The home of a service may be the root.
    ['/p/x', rule('~/p/**', 'deny')],
    ['src/p/x', intent],
    ['~/q', intent],
    ['home/x', rule('home/**', 'ask', 1)],
  ])('is every absolute directory: %s', (path, verdict) => {
    expect(decide(agent, 'edit', path)).toEqual(verdict);
  });

  it('may stand in a hole, and the rule is named as it is written', () => {
    expect(decide(agent, 'edit', [any, text('/p/x')])).toEqual(rule('~/p/**', 'deny'));
    expect(decide(agent, 'edit', [any, text('/p/x')], { home: '/home/a' })).toEqual(rule('~/p/**', 'deny'));
  });
});

describe('a path with a hole', () => {
  it('is any path where dots or empty parts follow the hole', () => {
    const climbing = agentWith({ edit: ['allow', 'secret:deny'] });
    expect(decide(climbing, 'edit', [text('src/'), any, text('/..')])).toEqual(rule('secret', 'deny'));
    const doubled = agentWith({ edit: ['allow', '*x/b:deny'] });
    expect(decide(doubled, 'edit', [any, text('x//b')])).toEqual(rule('*x/b', 'deny'));
  });

  it('keeps what follows the hole where that is tidy', () => {
    const agent = agentWith({ edit: ['allow', '*.md:deny', '*/b.ts:ask'] });
    expect(decide(agent, 'edit', [any, text('/b.ts')])).toEqual(rule('*/b.ts', 'ask', 1));
    expect(decide(agent, 'edit', [any, text('/c.ts')])).toEqual({
      decision: 'allow',
      source: 'intent',
      table: 'edit',
    });
  });
});

describe('rules about home', () => {
  it('are those of tools of paths that begin with it', () => {
    expect([
      mentionsHome(policyWith('edit', 'ask', ['a:deny', '~/p/**:allow'])),
      mentionsHome(policyWith('edit', 'ask', ['$HOME/p:allow'])),
      mentionsHome(policyWith('edit', 'ask', ['~p/**:allow', 'a/~/b:deny'])),
      mentionsHome(policyWith('bash', 'ask', ['~/bin/x:allow'])),
    ]).toEqual([true, true, false, false]);
  });

  it('are spelled out anew for each home', () => {
    const policy = policyWith('edit', 'ask', ['~/p:allow', 'a:deny']);
    expect(['/a', '/b', '/a'].map((home) => atHome(policy, home))).toEqual([
      policyWith('edit', 'ask', ['/a/p:allow', 'a:deny']),
      policyWith('edit', 'ask', ['/b/p:allow', 'a:deny']),
      policyWith('edit', 'ask', ['/a/p:allow', 'a:deny']),
    ]);
  });
});

describe('all matching rules', () => {
  it('are named in order', () => {
    const policy = policyWith('bash', 'ask', ['git *:allow', 'ls:deny', 'git push*:deny']);
    expect([matchingRules(policy, 'git push'), matchingRules(policy, 'cat')]).toEqual([[0, 2], []]);
  });
});

describe('the strictest decision over a set', () => {
  it('names the rule that makes it', () => {
    const agent = agentWith({ edit: ['deny'], bash: ['allow', 'git push*:ask', 'git push --force*:deny'] });
    expect(decide(agent, 'bash', [text('git push '), any])).toEqual({
      decision: 'deny',
      source: 'rule',
      table: 'bash',
      rule: { pattern: 'git push --force*', action: 'deny', index: 1 },
    });
  });

  it('comes with a text of units that no rule spells, where such a text gets it', () => {
    const policy = policyWith('bash', 'allow', ['x?*:deny', 'xa*:allow', 'xb*:allow']);
    expect(decideTexts(policy, [text('x'), any])).toEqual({ action: 'deny', text: 'xc' });
  });

  it('comes with the home directory that it takes', () => {
    const policy = policyWith('edit', 'allow', ['~/p:deny']);
    const found = { action: 'deny', text: '/h/p', home: '/h' };
    expect(decideTexts(policy, [text('/h'), { kind: 'home' }, text('/p')])).toEqual(found);
    expect(decideTexts(policy, [text('/h/p')], { mayBeHome: true })).toEqual(found);
    expect(decideTexts(policy, [text('/h/p')])).toEqual({ action: 'allow', text: '/h/p' });
  });
});

describe('a search that is given up', () => {
  it('counts every step', () => {
    const policy = policyWith('bash', 'allow', ['never:deny', 'x:ask']);
    expect(decideTexts(policy, [text('x'.repeat(100))], { limit: 50 })).toEqual({ action: 'deny' });
    expect(decideTexts(policy, [text('x'.repeat(100))], { limit: 500 })).toEqual({
      action: 'allow',
      text: 'x'.repeat(100),
    });
  });

  it('gets the strictest action that the policy knows, and no text', () => {
    const policy = policyWith('bash', 'ask', ['*a???????:allow', 'never:deny', 'b:allow']);
    expect(decideTexts(policy, [any, text('x')], { limit: 20 })).toEqual({ action: 'deny' });
    expect(decideTexts(policy, [any, text('x')])).toEqual({ action: 'ask', text: 'x' });
    expect(decidePolicy(policy, 'x')).toEqual({ action: 'ask' });
  });

  it('names the rule that is the strictest, and that it is not proved', () => {
    const slow = ['a', 'b', 'c'].map((letter) => `*${letter}${'?'.repeat(40)}${letter}:allow`);
    const agent = agentWith({ bash: ['ask', 'never ever:deny', ...slow] });
    const raised = 'what the rules say was not proved within the limit, so their strictest decision holds';
    expect(decide(agent, 'bash', [any, text('x')])).toEqual({
      decision: 'deny',
      source: 'rule',
      table: 'bash',
      rule: { pattern: 'never ever', action: 'deny', index: 0 },
      raised,
    });
  }, 20_000);

  it('says so too where the intent is the strictest', () => {
    expect(strictestOfAll(policyWith('bash', 'deny', ['a:allow', 'b:deny']))).toEqual({
      action: 'deny',
      isUnproved: true,
    });
    expect(strictestOfAll(policyWith('bash', 'allow', ['a:ask', 'b:ask', 'c:allow']))).toEqual({
      action: 'ask',
      rule: 1,
      isUnproved: true,
    });
  });
});

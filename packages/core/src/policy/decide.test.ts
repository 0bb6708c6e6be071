import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { decide } from './decide.js';

const any = { kind: 'any' } as const;
const text = (value: string): { readonly kind: 'text'; readonly text: string } => ({ kind: 'text', text: value });

describe('decide', () => {
  const agent = agentWith({
    bash: ['allow', 'git push*:ask', 'git push --force*:deny', 'git push --force-safe:allow'],
  });

  it('lets the last matching rule decide', () => {
    expect(decide(agent, 'bash', 'git push --force x')).toEqual({
      decision: 'deny',
      source: 'rule',
      table: 'bash',
      rule: { pattern: 'git push --force*', action: 'deny', index: 1 },
    });
  });

  it('falls back to the intent', () => {
    expect(decide(agent, 'bash', 'ls')).toEqual({ decision: 'allow', source: 'intent', table: 'bash' });
  });

  it.each([
    [[text('git push '), any], 'deny'],
    [[text('git push origin '), any], 'ask'],
    [[text('git '), any, text('in')], 'deny'],
    [[text('git push --force-safe'), any], 'deny'],
    [[text('ls '), any], 'allow'],
    [[any], 'deny'],
    [[any, text(' --force')], 'deny'],
    [[text('git push --force'), text('-safe')], 'allow'],
    [[], 'allow'],
  ] as const)('takes the strictest decision over all texts of %j', (subject, decision) => {
    expect(decide(agent, 'bash', subject).decision).toBe(decision);
  });
});

describe('the policy that answers', () => {
  const agent = agentWith({ '*': ['ask'], mcp__a: ['deny'], mcp__a__b: ['allow'], bash: ['deny'] });

  it.each([
    ['bash', 'deny', 'intent', 'bash'],
    ['mcp__a__b', 'allow', 'intent', 'mcp__a__b'],
    ['mcp__a__c', 'deny', 'intent', 'mcp__a'],
    ['mcp__other__c', 'ask', 'star', '*'],
    ['edit', 'ask', 'star', '*'],
  ])('for %s is %s', (tool, decision, source, table) => {
    expect(decide(agent, tool, 'x')).toEqual({ decision, source, table });
  });

  it.each(['external_directory', 'doom_loop'])('"*" never covers %s', (tool) => {
    expect(decide(agent, tool, 'x')).toEqual({ decision: null, source: 'unspecified' });
  });
});

describe('paths', () => {
  const agent = agentWith({ edit: ['ask', '~/p/**:allow', '/home/secret/**:deny', 'src/**:allow'] });
  const home = '/home/someone';

  it.each([
    ['src/a.ts', 'allow', 'allow'],
    ['src/../x', 'ask', 'ask'],
    ['src/./a//b', 'allow', 'allow'],
    ['lib/../src/a', 'allow', 'allow'],
    ['~/p/x', 'deny', 'allow'],
    ['$HOME/p/x', 'deny', 'allow'],
    ['~/q', 'deny', 'ask'],
    ['/home/someone/p/x', 'ask', 'allow'],
    ['/home/secret/x', 'deny', 'deny'],
    ['/tmp', 'ask', 'ask'],
    ['../x', 'deny', 'deny'],
  ])('%s is %s where home can be anywhere, %s where it is known', (path, anywhere, known) => {
    expect(decide(agent, 'edit', path).decision).toBe(anywhere);
    expect(decide(agent, 'edit', path, { home }).decision).toBe(known);
  });

  it('lets a hole climb out of the directory it stands in', () => {
    expect(decide(agent, 'edit', [text('src/'), any]).decision).toBe('deny');
    expect(decide(agent, 'edit', [text('src/'), any, text('/x.ts')], { home }).decision).toBe('deny');
    const types = agentWith({ edit: ['deny', '*.ts:allow', 'secret/*.ts:ask', 'secret/*.js:deny'] });
    expect(decide(types, 'edit', [text('src/'), any, text('.ts')]).decision).toBe('ask');
    expect(decide(types, 'edit', [text('src/'), any, text('/../x.ts')]).decision).toBe('deny');
  });

  it('does not take a directory named ~ for home', () => {
    const deny = agentWith({ edit: ['allow', '~/**:deny'] });
    expect(decide(deny, 'edit', './~/x', { home }).decision).toBe('allow');
    expect(decide(deny, 'edit', '~/x', { home }).decision).toBe('deny');
  });
});

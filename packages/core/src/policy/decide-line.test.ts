import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { decideLine } from './decide-line.js';
import type { CommandPart, SplitLine } from './subject.js';

const agent = agentWith({ bash: ['allow', 'git push*:ask', 'git push --force*:deny'], edit: ['deny'] });

const bash = (text: string, more: Partial<CommandPart> = {}): CommandPart => ({
  tool: 'bash',
  alternatives: [[{ kind: 'text', text }]],
  atLeast: 'allow',
  shown: text,
  ...more,
});
const split =
  (...parts: readonly CommandPart[]) =>
  (): SplitLine => ({ kind: 'parts', parts });

const unparsable = (): SplitLine => ({ kind: 'unparsable', reason: 'no end of quote' });

describe('a command line', () => {
  it('is as strict as its strictest part', () => {
    const line = decideLine(agent, 'ls && git push', split(bash('ls'), bash('git push')));
    expect(line).toEqual({
      decision: 'ask',
      parts: [
        { tool: 'bash', subject: 'ls', decision: 'allow', source: 'intent', table: 'bash' },
        {
          tool: 'bash',
          subject: 'git push',
          decision: 'ask',
          source: 'rule',
          table: 'bash',
          rule: { pattern: 'git push*', action: 'ask', index: 0 },
        },
      ],
    });
  });

  it('takes the strictest of the alternatives of a part', () => {
    const alternatives = ['X=1 git push --force', 'git push --force'].map((text) => [{ kind: 'text', text } as const]);
    expect(decideLine(agent, '', split(bash('', { alternatives }))).decision).toBe('deny');
  });

  it('asks where the command is not spelled out', () => {
    const line = decideLine(agent, '$X', split(bash('ls', { atLeast: 'ask', shown: '$X' })));
    expect(line.decision).toBe('ask');
    expect(line.parts[0]?.raised).toBe('what the line runs is not spelled out');
  });

  it('asks for redirects too', () => {
    expect(decideLine(agent, '', split(bash('echo x'), { ...bash('src/a.ts'), tool: 'edit' })).decision).toBe('deny');
  });

  it('leaves out parts whose tool is unspecified', () => {
    expect(decideLine(agent, '', split(bash('ls'), { ...bash('a'), tool: 'read' })).decision).toBe('allow');
  });

  it.each([
    [{ bash: ['allow'] }, 'ask'],
    [{ bash: ['deny'] }, 'deny'],
    [{ '*': ['allow'] }, 'ask'],
    [{}, null],
  ])('that nobody can read is never allowed: %j', (permissions, decision) => {
    expect(decideLine(agentWith(permissions), "'", unparsable).decision).toBe(decision);
  });

  it('without a command gets the intent, whatever the rules say', () => {
    expect(decideLine(agentWith({ bash: ['ask', '*:deny'] }), '# x', split()).decision).toBe('ask');
  });

  it('is unspecified only if bash is, and nothing else in it is held back', () => {
    expect(
      decideLine(agentWith({ read: ['allow'] }), '', split(bash('cat'), { ...bash('a'), tool: 'read' })).decision,
    ).toBeNull();
    expect(
      decideLine(agentWith({ read: ['ask'] }), '', split(bash('cat'), { ...bash('a'), tool: 'read' })).decision,
    ).toBe('ask');
  });
});

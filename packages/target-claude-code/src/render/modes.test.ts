import type { Agent, Policy } from '@canonry/core';
import { expect, it } from 'vitest';
import { withMode } from './modes.js';

const never = (tool: string): Policy => ({ tool, intent: 'deny', rules: [] });
const ALL: Policy = { tool: 'edit', intent: 'allow', rules: [] };

function modeFor(edit: Policy, others: readonly Policy[] = [never('task'), never('skill')]): string | undefined {
  const nothing = { tags: [], skills: [], context: [], rules: [], prompt: '', description: 'd' };
  const agent: Agent = {
    ...nothing,
    name: 'a',
    mode: 'subagent',
    permissions: [edit, never('bash'), ...others],
    file: 'a',
  };
  return withMode({ agent, withheld: new Set() }).mode;
}

it('accepts edits where no rule of the settings has to hold back any', () => {
  expect(modeFor(ALL)).toBe('acceptEdits');
  expect(modeFor({ tool: 'edit', intent: 'allow', rules: [{ pattern: '*.md', action: 'allow' }] })).toBe('acceptEdits');
});

it.each(['deny', 'ask'] as const)(
  'does not where one has to %s, since that is not found from a directory below',
  (action) => {
    expect(modeFor({ tool: 'edit', intent: 'allow', rules: [{ pattern: '*.env', action }] })).toBeUndefined();
  },
);

it.each(['task', 'skill'])('does not where it may start others by %s, which would accept them, too', (tool) => {
  const others = ['task', 'skill'].filter((other) => other !== tool).map(never);
  expect(modeFor(ALL, others)).toBeUndefined();
  expect(modeFor(ALL, [...others, { tool, intent: 'deny', rules: [{ pattern: 'x', action: 'ask' }] }])).toBeUndefined();
});

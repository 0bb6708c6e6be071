import type { Agent, Policy } from '@canonry/core';
import { expect, it } from 'vitest';
import { withMode } from './modes.js';

const NO_BASH: Policy = { tool: 'bash', intent: 'deny', rules: [] };

function modeFor(edit: Policy): string | undefined {
  const nothing = { tags: [], skills: [], context: [], rules: [], prompt: '', description: 'd' };
  const agent: Agent = { ...nothing, name: 'a', mode: 'subagent', permissions: [edit, NO_BASH], file: 'a' };
  return withMode({ agent, withheld: new Set() }).mode;
}

it('accepts edits where no rule of the settings has to hold back any', () => {
  expect(modeFor({ tool: 'edit', intent: 'allow', rules: [] })).toBe('acceptEdits');
  expect(modeFor({ tool: 'edit', intent: 'allow', rules: [{ pattern: '*.md', action: 'allow' }] })).toBe('acceptEdits');
});

it.each(['deny', 'ask'] as const)(
  'does not where one has to %s, since that is not found from a directory below',
  (action) => {
    expect(modeFor({ tool: 'edit', intent: 'allow', rules: [{ pattern: '*.env', action }] })).toBeUndefined();
  },
);

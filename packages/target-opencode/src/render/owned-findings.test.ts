import type { Agent } from '@canonry/core';
import { expect, it } from 'vitest';
import { owned } from '../decide/decide.js';
import { ownedFindings } from './owned-findings.js';

const PLACE = { scope: 'user', pathPrefix: '', leaving: 'ask' } as const;

function agentWith(permissions: Agent['permissions']): Agent {
  const lists = { tags: [], skills: [], context: [], rules: [] };
  return { name: 'a', description: 'x', mode: 'all', ...lists, permissions, prompt: 'p', file: 'agents/a/agent.toml' };
}

it('each case is told to an agent that it concerns', () => {
  const deny = { pattern: 'x*', action: 'deny' } as const;
  const policies = ['bash', 'edit', 'external_directory', 'webfetch'].map(
    (tool) => ({ tool, intent: 'ask', rules: [deny] }) as const,
  );
  const agent = agentWith([...policies, { tool: 'task', intent: 'ask', rules: [] }]);
  expect(ownedFindings(agent, PLACE).map(({ code }) => code)).toEqual(owned.map(({ code }) => code));
});

it('an agent of which nothing is specified is told nothing', () => {
  expect(ownedFindings(agentWith([]), { ...PLACE, leaving: null })).toEqual([]);
});

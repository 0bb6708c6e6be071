import type { Agent, Policy } from '@canonry/core';
import { faultOf, ORDINARY_PLACE, renderForTest, type RenderedFiles } from '@canonry/core/testing';
import { expect, it } from 'vitest';
import { opencode } from '../index.js';

const NOBODY = { tags: [], skills: [], context: [], rules: [] };
const PROJECT = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };

function agentWith(intent: Policy['intent'], rules: Policy['rules']): Agent {
  const permissions: readonly Policy[] = [{ tool: 'webfetch', intent, rules }];
  return { name: 'a', description: 'x', mode: 'all', ...NOBODY, permissions, prompt: 'p', file: 'agents/a/agent.toml' };
}

function rendered(agent: Agent): RenderedFiles {
  const roster = { agents: [agent], skills: [], rules: [], context: [], project: PROJECT };
  return renderForTest(opencode, roster, ORDINARY_PLACE);
}

const about = (input: string) => ({ ...ORDINARY_PLACE, agent: 'a', role: 'main', tool: 'webfetch', input }) as const;

const GUARDED = agentWith('allow', [{ pattern: 'https://x/*', action: 'deny' }]);

it.each([
  ['https://x/a', 'deny', undefined],
  ['http://x/a', 'allow', 'owned-opencode-address'],
  ['https://X:443/a', 'allow', 'owned-opencode-address'],
  ['https://y/a', 'allow', undefined],
  ['https://y', 'allow', undefined],
  ['http://Y/', 'allow', undefined],
])('an address is a case of its own only where its other spellings are held back: %s', (input, decision, owned) => {
  expect(opencode.decide(rendered(GUARDED).files, about(input))).toEqual(
    owned === undefined ? { decision } : { decision, owned },
  );
});

it('excuses no files that permit what the definition denies', () => {
  const laxer = rendered(agentWith('allow', [{ pattern: 'https://x/*', action: 'allow' }]));
  const kinds = ['https://x/a', 'http://x/a', 'https://X/a'].map(
    (input) => faultOf(opencode, laxer, GUARDED, about(input))?.kind,
  );
  expect(kinds).toEqual(['widened', 'widened', 'widened']);
});

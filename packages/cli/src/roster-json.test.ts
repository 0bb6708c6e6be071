import type { Agent } from '@canonry/core';
import { expect, it } from 'vitest';
import { rosterToJson } from './roster-json.js';

const agent: Agent = {
  name: 'a',
  description: 'x',
  mode: 'all',
  tags: [],
  skills: [],
  context: [],
  rules: [],
  permissions: ['__proto__', 'constructor', 'toString'].map((tool) => ({ tool, intent: 'deny', rules: [] })),
  prompt: '',
  file: 'agents/a/agent.toml',
};

it('writes names that objects have from birth like any other', async () => {
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  const roster = { agents: [agent], skills: [], rules: [], context: [], project };
  const text = JSON.stringify(await rosterToJson({ roster, diagnostics: [] }));
  const policy = '{"intent":"deny","rules":[]}';
  expect(text).toContain(`"permissions":{"__proto__":${policy},"constructor":${policy},"toString":${policy}}`);
});

import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { compareTool } from './compare-agents.js';

describe('how a tool stands to what it was', () => {
  it.each([
    [['allow'], ['allow'], 'equal', []],
    [['allow'], ['ask'], 'narrower', [{ kind: 'narrowed', witness: null, old: 'allow', new: 'ask' }]],
    [['deny'], ['ask'], 'wider', [{ kind: 'widened', witness: null, old: 'deny', new: 'ask' }]],
    [['allow'], null, 'narrower', [{ kind: 'narrowed', witness: null, old: 'allow', new: null }]],
    [null, ['ask'], 'wider', [{ kind: 'widened', witness: null, old: null, new: 'ask' }]],
    [null, null, 'equal', []],
  ])('without subjects: %j and %j', (old, now, relation, differences) => {
    const [before, after] = [old, now].map((policy) => agentWith(policy === null ? {} : { question: policy }));
    expect(before && after && compareTool(before, after, 'question')).toEqual({
      tool: 'question',
      relation,
      differences,
    });
  });

  it('is both where one subject is held back and another set free', () => {
    const [old, now] = [agentWith({ bash: ['ask', 'a:allow'] }), agentWith({ bash: ['ask', 'b:allow'] })];
    expect(compareTool(old, now, 'bash')).toEqual({
      tool: 'bash',
      relation: 'both',
      differences: [
        { kind: 'narrowed', witness: 'a', old: 'allow', new: 'ask' },
        { kind: 'widened', witness: 'b', old: 'ask', new: 'allow' },
      ],
    });
  });

  it('is unproved where it depends on the home directory, whatever else is narrower', () => {
    const old = agentWith({ edit: ['ask', '/home/**:deny', '~/p/**:allow', 'a:allow'] });
    const now = agentWith({ edit: ['ask', '~/p/**:allow', '/home/**:deny'] });
    expect(compareTool(old, now, 'edit')).toEqual({
      tool: 'edit',
      relation: 'unproved',
      differences: [
        { kind: 'narrowed', witness: 'a', old: 'allow', new: 'ask' },
        { kind: 'unproved', witness: '~/p/%', old: 'allow', new: 'deny' },
      ],
    });
  });

  it('is unproved where the proof was given up', () => {
    const old = agentWith({ bash: ['ask', '*a???????:allow'] });
    const now = agentWith({ bash: ['ask', '*a???????:allow', '*a*a???????b:deny'] });
    expect(compareTool(old, now, 'bash', { limit: 20 })).toEqual({
      tool: 'bash',
      relation: 'unproved',
      differences: [{ kind: 'unproved', witness: null, old: null, new: null }],
    });
  });
});

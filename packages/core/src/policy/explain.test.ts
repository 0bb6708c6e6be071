import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { explain } from './explain.js';
import { explainPolicy } from './explain-policy.js';
import type { SplitLine } from './subject.js';

const agent = agentWith({ bash: ['ask', 'ls *:allow'], edit: ['allow'], external_directory: ['ask', '/tmp/**:allow'] });
const lineOf = (): number => 7;
const file = 'agents/tester/agent.toml';

const split = (line: string): SplitLine => ({
  kind: 'parts',
  parts: [{ tool: 'bash', alternatives: [[{ kind: 'text', text: line }]], atLeast: 'allow', shown: line }],
});

describe('explain', () => {
  it('names the rule that decides, with its place', () => {
    expect(explain(agent, 'bash', 'ls -l', { split, lineOf })).toEqual({
      agent: 'tester',
      tool: 'bash',
      subject: 'ls -l',
      decision: 'allow',
      parts: [
        {
          tool: 'bash',
          subject: 'ls -l',
          decision: 'allow',
          source: 'rule',
          rule: { pattern: 'ls *', action: 'allow', file, line: 7 },
        },
      ],
    });
  });

  it('asks whether a file outside the project may be touched at all', () => {
    expect(explain(agent, 'edit', '/etc/hosts')).toEqual({
      agent: 'tester',
      tool: 'edit',
      subject: '/etc/hosts',
      decision: 'ask',
      parts: [
        { tool: 'edit', subject: '/etc/hosts', decision: 'allow', source: 'intent' },
        { tool: 'external_directory', subject: '/etc/hosts', decision: 'ask', source: 'intent' },
      ],
    });
    expect(explain(agent, 'edit', '/tmp/x').decision).toBe('allow');
    expect(explain(agent, 'edit', '../x').decision).toBe('ask');
    expect(explain(agent, 'edit', 'src/../x').parts).toHaveLength(1);
  });

  it('says what is unspecified', () => {
    expect(explain(agent, 'webfetch', 'https://example.org')).toMatchObject({
      decision: null,
      parts: [{ decision: null, source: 'unspecified' }],
    });
  });

  it('shows a whole policy, from the rule that is asked first', () => {
    expect(explainPolicy(agentWith({ bash: ['ask', 'ls:allow', 'rm:deny'] }), 'bash', { lineOf })).toEqual({
      agent: 'tester',
      tool: 'bash',
      source: 'policy',
      intent: 'ask',
      rules: [
        { pattern: 'rm', action: 'deny', file, line: 7 },
        { pattern: 'ls', action: 'allow', file, line: 7 },
      ],
    });
    expect(explainPolicy(agentWith({}), 'bash')).toEqual({
      agent: 'tester',
      tool: 'bash',
      source: 'unspecified',
      intent: null,
      rules: [],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { decideLine } from './decide-line.js';
import type { CommandPart } from './subject.js';

const part = (tool: CommandPart['tool'], ...texts: readonly string[]): CommandPart => ({
  tool,
  alternatives: texts.map((text) => [{ kind: 'text', text }]),
  atLeast: 'allow',
  shown: `part of ${tool}`,
});

describe('the parts of a decided line', () => {
  it.each(['read', 'edit'] as const)('ask to leave the project where the file of %s may be outside', (tool) => {
    const agent = agentWith({ bash: ['allow'], [tool]: ['allow'], external_directory: ['ask', '/tmp/**:deny'] });
    const split = { kind: 'parts', parts: [part(tool, 'src/a', '/tmp/a', '/etc/a'), part(tool, 'b')] } as const;
    expect(decideLine(agent, 'x', () => split)).toEqual({
      decision: 'deny',
      parts: [
        { tool, subject: `part of ${tool}`, decision: 'allow', source: 'intent', table: tool },
        {
          tool: 'external_directory',
          subject: `part of ${tool}`,
          decision: 'deny',
          source: 'rule',
          table: 'external_directory',
          rule: { pattern: '/tmp/**', action: 'deny', index: 0 },
        },
        { tool, subject: `part of ${tool}`, decision: 'allow', source: 'intent', table: tool },
      ],
    });
  });

  it('ask for nothing more where a command only names a file', () => {
    const agent = agentWith({ bash: ['allow'], external_directory: ['deny'] });
    expect(decideLine(agent, 'x', () => ({ kind: 'parts', parts: [part('bash', '/bin/ls')] }))).toEqual({
      decision: 'allow',
      parts: [{ tool: 'bash', subject: 'part of bash', decision: 'allow', source: 'intent', table: 'bash' }],
    });
  });

  it('are the whole line where it runs nothing', () => {
    const agent = agentWith({ bash: ['allow', '*:deny'] });
    expect(decideLine(agent, '# x', () => ({ kind: 'parts', parts: [] }))).toEqual({
      decision: 'allow',
      parts: [{ tool: 'bash', subject: '# x', decision: 'allow', source: 'intent', table: 'bash' }],
    });
  });

  it('are the whole line where nobody can read it, and say why', () => {
    const agent = agentWith({ bash: ['allow', '*:deny'] });
    expect(decideLine(agent, "'", () => ({ kind: 'unparsable', reason: 'no end of quote' }))).toEqual({
      decision: 'ask',
      parts: [
        {
          tool: 'bash',
          subject: "'",
          decision: 'ask',
          source: 'intent',
          table: 'bash',
          raised: 'the line cannot be parsed: no end of quote',
        },
      ],
    });
  });
});

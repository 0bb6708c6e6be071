import { describe, expect, it } from 'vitest';
import type { Agent } from '../agent.js';
import type { ImportedAgent } from '../imported.js';
import { agentWith, policyWith } from '../policy/agent-with.fixture.js';
import { compareWithView } from './compare-with-views.js';
import type { AgentView } from './import-view.js';
import { mergeAgents } from './merge-agents.js';

const view = (harness: string, agent: Partial<Agent>, more: Partial<ImportedAgent> = {}): AgentView => ({
  harness,
  imported: { agent: { ...agentWith({}), ...agent }, from: `${harness}.md`, ...more },
});

/** What becomes of these views, and the keys about which they do not agree. */
function merge(
  first: AgentView,
  ...others: readonly AgentView[]
): { agent: Omit<Agent, 'file'>; conflicts: unknown[] } {
  const { merged, findings } = mergeAgents(first, others);
  return { agent: merged.agent, conflicts: findings.map(({ code, message }) => [code, message]) };
}

describe('an agent that several harnesses have', () => {
  it.each([
    ['all', 'primary', 'primary'],
    ['all', 'subagent', 'subagent'],
    ['subagent', 'all', 'subagent'],
    ['primary', 'subagent', 'primary'],
    ['all', 'all', 'all'],
  ] as const)('may be reached as %s there and as %s here: %s', (a, b, mode) => {
    expect(merge(view('one', { mode: a }), view('two', { mode: b })).agent.mode).toBe(mode);
  });

  it('is not opened by a mode that nobody said', () => {
    const unsaid = view('one', { mode: 'all' }, { unsaid: ['mode'] });
    expect(merge(unsaid, view('two', { mode: 'subagent' }))).toMatchObject({
      agent: { mode: 'subagent' },
      conflicts: [],
    });
    expect(merge(unsaid, unsaid).agent.mode).toBe('all');
  });

  it('takes the fewest turns that one of them grants', () => {
    expect(merge(view('one', { maxTurns: 9 }), view('two', { maxTurns: 3 })).agent.maxTurns).toBe(3);
    expect(merge(view('one', {}), view('two', { maxTurns: 3 })).agent.maxTurns).toBe(3);
    expect(merge(view('one', {}), view('two', {})).agent).not.toHaveProperty('maxTurns');
  });

  it('may do nowhere more than the strictest of them lets it do', () => {
    const [one, two] = [{ bash: ['allow', 'rm *:deny'] }, { bash: ['ask', 'ls:allow'] }];
    const permissions = merge(view('one', agentWith(one)), view('two', agentWith(two))).agent.permissions;
    expect(permissions).toMatchObject([{ tool: 'bash', intent: 'ask' }]);
    const agent = { ...agentWith({}), permissions };
    for (const said of [one, two]) {
      const imported = { agents: [view('x', agentWith(said)).imported], skills: [], findings: [] };
      const changes = compareWithView([agent], { harness: 'x', imported });
      expect(changes.map(({ kind }) => kind)).toEqual(['narrowed']);
    }
  });

  it('is held to what a harness does where nothing is said, and is compared only where both know a limit', () => {
    const silent = { ...view('one', {}), unspecified: (tool: string) => policyWith(tool, 'ask') };
    const open = view('two', agentWith({ bash: ['allow'] }));
    expect(merge(silent, open).agent.permissions).toEqual([policyWith('bash', 'ask')]);
    const conflicts = [['import-rights-differ', expect.stringContaining('bash "%" (ask, allow)')]];
    expect(merge(silent, open).conflicts).toEqual(conflicts);
    expect(merge(view('one', {}), open)).toMatchObject({
      agent: { permissions: [policyWith('bash', 'allow')] },
      conflicts: [],
    });
  });
});

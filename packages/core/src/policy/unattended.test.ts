import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { splitCommandLine } from './command-line.js';
import { compareTool } from './compare-agents.js';
import { decideLine } from './decide-line.js';
import { decide } from './decide.js';
import { unattended } from './unattended.js';

describe('an agent that nobody attends', () => {
  const agent = agentWith({
    bash: ['ask', 'git *:allow', 'git push*:ask', 'git push --force*:deny', 'ls*:allow'],
    edit: ['allow', '.env:ask'],
    task: ['deny', 'helper:ask'],
    '*': ['ask'],
  });
  const alone = unattended(agent);

  it('is denied what it would ask about, and keeps the rest', () => {
    const asked = ['make', 'git status', 'git push', 'git push --force', 'ls && git push', 'ls && git log'];
    const answers = asked.map((line) => decideLine(alone, line, splitCommandLine).decision);
    expect(answers).toEqual(['deny', 'allow', 'deny', 'deny', 'deny', 'allow']);
    expect(decide(alone, 'task', 'helper').decision).toBe('deny');
    expect(decide(alone, 'todo', '').decision).toBe('deny');
  });

  it('differs from the other in nothing but that, by proof', () => {
    for (const tool of ['bash', 'edit', 'task', '*']) {
      const { differences } = compareTool(agent, alone, tool);
      expect(differences.length).toBeGreaterThan(0);
      for (const { kind, old, new: now } of differences) expect([kind, old, now]).toEqual(['narrowed', 'ask', 'deny']);
    }
  });

  it('is itself where there is nothing to ask', () => {
    const plain = agentWith({ bash: ['deny', 'ls:allow'], read: ['allow'] });
    expect(unattended(plain)).toEqual(plain);
    expect(unattended(alone)).toEqual(alone);
  });
});

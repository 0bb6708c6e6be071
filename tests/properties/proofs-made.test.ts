import { renderTargets, type Agent } from '@canonry/core';
import { claudeCode } from '@canonry/target-claude-code';
import { opencode } from '@canonry/target-opencode';
import { expect, it, vi } from 'vitest';
import type * as Automata from '../../packages/core/src/policy/policy-automaton.js';
import { agentWith, guardedRoster } from './guarded-agent.js';

const counted = vi.hoisted(() => ({ made: 0 }));

vi.mock('../../packages/core/src/policy/policy-automaton.js', async (load) => {
  const real = await load<typeof Automata>();
  const policyAutomaton = (): Automata.PolicyAutomaton => {
    counted.made += 1;
    return real.policyAutomaton();
  };
  return { ...real, policyAutomaton };
});

it.each([opencode, claudeCode])('proves of $name once what holds for all agents with the same rules', (target) => {
  const made = [agents(1, target.name), agents(3, target.name), agents(30, target.name)].map((some) => {
    counted.made = 0;
    renderTargets({ roster: guardedRoster(some), targets: [target], pathPrefix: '' });
    return counted.made;
  });
  expect(made[0]).toBeGreaterThan(0);
  expect(made.slice(1)).toEqual([0, 0]);
});

/** Rules that no other target has been asked about. */
function agents(count: number, word: string): readonly Agent[] {
  const rules = [
    { pattern: `${word} *`, action: 'allow' },
    { pattern: `${word} push*`, action: 'deny' },
  ] as const;
  return Array.from({ length: count }, (_, index): Agent => {
    const permissions = [{ tool: 'bash', intent: 'ask', rules }] as const;
    return { ...agentWith(permissions, `a${index}`), mode: 'subagent' };
  });
}

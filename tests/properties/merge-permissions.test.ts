import { compareAgents, isStricter, mergePermissions, policyIn, TOOLS, type Agent, type Policy } from '@canonry/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentWith, guardedAgent } from './guarded-agent.js';
import { expressionOf } from './policy-oracle.js';
import { runs } from './runs.js';

const SUBJECTS = [
  'git push',
  'git status',
  'rm -rf x',
  'ls',
  '.env',
  'src/a.ts',
  'docs/x.md',
  '/etc/passwd',
  'handover',
];

function subjectsOf(tool: string): readonly string[] {
  return SUBJECTS.filter((subject) => tool !== 'external_directory' || subject.startsWith('/'));
}

/** A harness that allows what nobody speaks of, but for one tool. */
function unspecified(tool: string): Policy {
  return { tool, intent: tool === 'question' ? 'deny' : 'allow', rules: [] };
}

describe('the policies of several views, merged', () => {
  it('never permit what one of the views does not', () => {
    fc.assert(
      fc.property(fc.array(guardedAgent, { minLength: 1, maxLength: 3 }), (agents) => {
        const views = agents.map(({ permissions }, index) =>
          index === 0 ? { permissions, unspecified } : { permissions },
        );
        const merged = { permissions: mergePermissions(views) };
        for (const tool of [...TOOLS, 'mcp__x', 'mcp__x__y']) {
          const now = policyIn(merged, tool);
          const before = views.flatMap((view) => policyIn(view, tool) ?? []);
          if (now === undefined) continue;
          for (const policy of before) {
            const differences = compareAgents(asAgent(policy), asAgent(now)).flatMap((one) => one.differences);
            expect(differences.filter(({ kind }) => kind === 'widened')).toEqual([]);
            for (const subject of subjectsOf(tool))
              expect(isStricter(decided(policy, subject), decided(now, subject))).toBe(false);
          }
        }
      }),
      runs(0.1),
    );
  });

  it('are those of the view if all views are one', () => {
    fc.assert(
      fc.property(guardedAgent, (agent) => {
        const merged = { ...agent, permissions: mergePermissions([agent, agent]) };
        expect(compareAgents(agent, merged).filter(({ relation }) => relation !== 'equal')).toEqual([]);
      }),
      runs(0.1),
    );
  });
});

function asAgent(policy: Policy): Agent {
  return agentWith([policy]);
}

/** The last rule that matches, as plainly as it can be written. */
function decided({ intent, rules }: Policy, subject: string): Policy['intent'] {
  return rules.findLast(({ pattern }) => expressionOf(pattern).test(subject))?.action ?? intent;
}

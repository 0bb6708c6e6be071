import type { Agent, Enforcement, Roster } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import {
  checkPermissions,
  checkPurity,
  faultOf,
  ORDINARY_PLACE,
  questionsFor,
  renderForTest,
  type PermissionFault,
} from '@canonry/core/testing';
import { pi } from '@canonry/target-pi';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../golden/cases.js';
import { arbitraryAgent } from './arbitrary-agent.js';
import { runs } from './runs.js';

/** With room for what matters: policies over the tools that Pi has. */
const agent: fc.Arbitrary<Agent> = arbitraryAgent.map((made) => ({ ...made, skills: [], rules: [], context: [] }));

describe.each(['guard', 'declarative'] as const)('what is rendered for Pi, %s', (enforcement) => {
  it('permits no more than the definitions of this repository, and says where it permits less', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    const guarded = withLevel(roster, enforcement);
    expect(checkPermissions({ target: pi, roster: guarded })).toEqual([]);
    expect(checkPurity(pi, guarded)).toEqual([]);
  });

  it('permits no more than any definition at every border, and says where it permits less', () => {
    fc.assert(
      fc.property(agent, fc.boolean(), (made, isPrimary) => {
        expect(faultsOf(made, isPrimary, enforcement)).toEqual([]);
      }),
      runs(0.1),
    );
  });
});

/** The agent as Pi's system prompt, or as one that another agent starts. */
function faultsOf(made: Agent, isPrimary: boolean, enforcement: Enforcement): readonly PermissionFault[] {
  const other: Agent = { ...made, name: 'other-one', mode: 'primary', permissions: [], prompt: 'Other.' };
  const agents = isPrimary ? [made] : [{ ...made, mode: 'subagent' as const }, other];
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  const roster: Roster = { agents, skills: [], rules: [], context: [], project };
  const rendered = renderForTest(pi, withLevel(roster, enforcement), ORDINARY_PLACE);
  return agents
    .slice(0, 1)
    .flatMap((one) =>
      questionsFor(one, ORDINARY_PLACE).flatMap((question) => faultOf(pi, rendered, one, question) ?? []),
    );
}

function withLevel(roster: Roster, enforcement: Enforcement): Roster {
  const section = { scope: 'project' as const, options: new Map(), ...roster.project.targets.get('pi'), enforcement };
  return { ...roster, project: { ...roster.project, targets: new Map([['pi', section]]) } };
}

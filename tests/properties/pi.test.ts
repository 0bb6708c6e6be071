import type { Agent, Enforcement, FileTree, Roster } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import {
  checkPermissions,
  checkPurity,
  checkRoundTrip,
  faultOf,
  ORDINARY_PLACE,
  questionsFor,
  renderForTest,
  type PermissionFault,
} from '@canonry/core/testing';
import { pi } from '@canonry/target-pi';
import { reader } from '@canonry/target-pi/read';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../golden/cases.js';
import { arbitraryAgent } from './arbitrary-agent.js';
import { runs } from './runs.js';

/** With room for what matters: policies over the tools that Pi has. */
const agent: fc.Arbitrary<Agent> = arbitraryAgent.map((made) => ({ ...made, skills: [], rules: [], context: [] }));

it('what is rendered for Pi comes back, as far as it does not say that it is lost', async () => {
  const { roster } = await loadRoster({ source: REPOSITORY });
  expect(checkRoundTrip({ target: pi, roster: withLevel(roster, 'guard'), read: readBack })).toEqual([]);
  fc.assert(
    fc.property(agent, (made) => {
      fc.pre(/[^\p{Z}\p{C}]/u.test(made.prompt) && !made.prompt.startsWith('\uFEFF'));
      const one = { ...made, displayName: 'Its name' };
      expect(checkRoundTrip({ target: pi, roster: withLevel(rosterOf([one]), 'guard'), read: readBack })).toEqual([]);
    }),
    runs(0.1),
  );
});

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
  const rendered = renderForTest(pi, withLevel(rosterOf(agents), enforcement), ORDINARY_PLACE);
  return agents
    .slice(0, 1)
    .flatMap((one) =>
      questionsFor(one, ORDINARY_PLACE).flatMap((question) => faultOf(pi, rendered, one, question) ?? []),
    );
}

function rosterOf(agents: readonly Agent[]): Roster {
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents, skills: [], rules: [], context: [], project };
}

function withLevel(roster: Roster, enforcement: Enforcement): Roster {
  const section = { scope: 'project' as const, options: new Map(), ...roster.project.targets.get('pi'), enforcement };
  return { ...roster, project: { ...roster.project, targets: new Map([['pi', section]]) } };
}

function readBack(files: FileTree): readonly Agent[] {
  return reader.read(files).agents.map(({ agent: one }) => ({ ...one, file: '' }));
}

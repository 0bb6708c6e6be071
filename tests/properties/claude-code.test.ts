import {
  ACTIONS,
  comparePolicies,
  isStricter,
  type Agent,
  type Difference,
  type FileTree,
  type Roster,
} from '@canonry/core';
import {
  faultOf,
  lineFor,
  ORDINARY_PLACE,
  questionsFor,
  renderForTest,
  type QuestionPlace,
} from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryAgents } from './claude-code-agents.js';
import { effectivePolicies, readRendered } from './claude-code-reading.js';
import { agentWith } from './guarded-agent.js';
import { runs } from './runs.js';

describe('what is rendered for Claude Code', () => {
  it('lets no agent of a set do more than its definition, over all texts, and tells where it is less', () => {
    fc.assert(
      fc.property(arbitraryAgents, (agents) => {
        const { files, findings } = renderForTest(claudeCode, rosterOf(agents), ORDINARY_PLACE);
        const read = readRendered(files);
        for (const agent of agents) {
          const toldOf = (...codes: readonly string[]): ReadonlySet<string | undefined> =>
            new Set(
              findings.filter((one) => one.agent === agent.name && codes.includes(one.code)).map(({ tool }) => tool),
            );
          const unheld = toldOf('unenforced');
          const told = toldOf('unenforced', 'narrowed');
          for (const { tool, defined, now, isOneOfTwo } of effectivePolicies(agent, read)) {
            const differences = comparePolicies(tool, defined, now);
            const wider = unheld.has(tool) ? [] : differences.filter(mayBeWider);
            const isTold = (ALSO_TOLD_OF[tool] ?? [tool]).some((one) => told.has(one));
            const untold =
              isTold || isOneOfTwo ? [] : differences.filter((one) => isReallyLess(one, tool, agent, files));
            expect({ agent: agent.name, tool, wider, untold }).toMatchObject({ wider: [], untold: [] });
          }
        }
      }),
      runs(0.25),
    );
  });

  it('lets no agent of a set do more than its definition at every border, nor less without a word', () => {
    fc.assert(
      fc.property(arbitraryAgents, fc.constantFrom(...PLACES), (agents, place) => {
        const rendered = renderForTest(claudeCode, rosterOf(agents), place);
        const faults = agents.flatMap((agent) =>
          questionsFor(agent, place).flatMap((question) => faultOf(claudeCode, rendered, agent, question) ?? []),
        );
        expect(faults).toEqual([]);
      }),
      runs(0.02),
    );
  });

  it.each(['declarative', 'guard'] as const)(
    'lets no agent read more from a server than its definition, beside its tools, nor less without a word (%s)',
    (enforcement) => {
      fc.assert(
        fc.property(agentsWithServers, (agents) => {
          const roster = rosterOf(agents);
          const targets = new Map([['claude-code', { scope: 'project', enforcement, options: new Map() } as const]]);
          const rendered = renderForTest(
            claudeCode,
            { ...roster, project: { ...roster.project, targets } },
            ORDINARY_PLACE,
          );
          const faults = agents.flatMap((agent) =>
            questionsFor(agent, ORDINARY_PLACE)
              .filter(({ tool }) => tool === 'mcp__files')
              // What it offers, and not one of its tools.
              .map((question) => ({ ...question, input: 'file:text' }))
              .flatMap((question) => faultOf(claudeCode, rendered, agent, question) ?? []),
          );
          expect(faults).toEqual([]);
        }),
        runs(0.25),
      );
    },
  );
});

const agentsWithServers = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('one', 'two', 'three'),
      fc.uniqueArray(
        fc.record({
          tool: fc.constantFrom('mcp__files', 'mcp__files__write', 'mcp__other', '*', 'bash', 'grep'),
          intent: fc.constantFrom(...ACTIONS),
          rules: fc.constant([]),
        }),
        { minLength: 1, selector: ({ tool }) => tool },
      ),
    )
    .map(([name, permissions]) => agentWith(permissions, name)),
  { minLength: 1, selector: ({ name }) => name },
);

/** A project in the home, one elsewhere, and rules that hold in all projects. */
const PLACES: readonly QuestionPlace[] = [
  ORDINARY_PLACE,
  { ...ORDINARY_PLACE, project: '/srv/project' },
  { ...ORDINARY_PLACE, scope: 'user' },
];

/** Leaving the project is asked about together with the file. */
const ALSO_TOLD_OF: Readonly<Record<string, readonly string[]>> = {
  external_directory: ['external_directory', 'read'],
};

function mayBeWider({ kind, old, new: now }: Difference): boolean {
  return kind !== 'narrowed' && (old === null || now === null || isStricter(old, now));
}

/** Commands that only read run unasked, whatever the rules say: of those nothing is lost. */
function isReallyLess({ kind, witness, new: now }: Difference, tool: string, agent: Agent, files: FileTree): boolean {
  if (kind !== 'narrowed') return false;
  const input = tool === 'bash' && witness !== null ? lineFor(witness) : null;
  if (input === null) return true;
  const role = agent.mode === 'subagent' ? 'subagent' : 'main';
  const { decision, owned } = claudeCode.decide(files, { ...ORDINARY_PLACE, agent: agent.name, role, tool, input });
  return decision === now && owned === undefined;
}

function rosterOf(agents: readonly Agent[]): Roster {
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents, skills: [], rules: [], context: [], project };
}

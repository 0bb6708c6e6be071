import type { Account, Agent, FileTree, HostRenderInput, Question, Roster, Target } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import {
  canonicalDecision,
  faultOf,
  questionsFor,
  type PermissionFault,
  type QuestionPlace,
} from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { home } from '@canonry/target-home';
import { opencode } from '@canonry/target-opencode';
import { pi } from '@canonry/target-pi';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountWith, inputWith } from '../../packages/target-home/src/host.fixture.js';
import { REPOSITORY } from '../golden/cases.js';
import { agentWith, guardedAgent } from './guarded-agent.js';
import { runs } from './runs.js';

const HARNESSES: readonly Target[] = [opencode, claudeCode, pi];

/** The project itself, which OpenCode calls by an empty path. */
const aboutRoot = agentWith([{ tool: 'read', intent: 'allow', rules: [{ pattern: '.', action: 'ask' }] }]);

describe.each(HARNESSES)('a home with $name', (harness) => {
  it('permits nothing that the definition asks about or forbids, and narrows nothing else without a word', () => {
    fc.assert(
      fc.property(guardedAgent, fc.constantFrom('primary', 'subagent', 'all'), (made, mode) => {
        const agent: Agent = { ...made, mode };
        expect(faultsIn(harness, inputFor([agent], agent.name, [harness]))).toEqual([]);
      }),
      { ...runs(0.05), examples: [[aboutRoot, 'primary']] },
    );
  });

  it('does so for each of the six agents, with those that it starts', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    for (const { name } of roster.agents)
      expect(faultsIn(harness, inputFor(roster.agents, name, HARNESSES, roster))).toEqual([]);
  });
});

function inputFor(
  agents: readonly Agent[],
  name: string,
  harnesses: readonly Target[],
  roster?: Roster,
): HostRenderInput {
  const names = agents.map((agent) => agent.name);
  const account: Account = accountWith(name, { agents: names, harnesses: harnesses.map((one) => one.name) });
  const input = inputWith([account], agents, harnesses);
  return roster === undefined ? input : { ...input, roster };
}

/** Where a home permits more than a definition, and where it permits less of what that allows, without saying so. */
function faultsIn(harness: Target, input: HostRenderInput): readonly (PermissionFault | string)[] {
  const name = input.host.accounts[0]?.name ?? '';
  const { outputs, findings } = home.render(input);
  const files = below(`etc/agent-host/homes/${name}/`, outputs);
  const place: QuestionPlace = {
    trusted: true,
    home: `/home/agent-${name}`,
    project: `/home/agent-${name}/agent-space`,
    pathPrefix: '',
    scope: 'user',
  };
  return input.roster.agents.flatMap((agent) => {
    const role: Agent = agent.name === name && agent.mode === 'subagent' ? { ...agent, mode: 'all' } : agent;
    // A file called `~` to a definition is the home itself to every harness, which is stricter about it.
    const questions = questionsFor(role, place).filter(({ input: subject }) => subject !== '~');
    return questions.flatMap((question) => {
      const fault = faultOf(harness, { files, findings }, agent, question);
      const isUnsaid = fault?.kind === 'unsaid' && !isAsked(agent, question);
      const open = fault?.kind === 'widened' || isUnsaid ? [fault] : [];
      return [...open, ...unanswered(harness, { files, agent, question })];
    });
  });
}

function isAsked(agent: Agent, question: Question): boolean {
  return canonicalDecision(agent, question).parts.some(({ decision }) => decision === 'ask');
}

/** A question to somebody who is not there. */
function unanswered(
  harness: Target,
  { files, agent, question }: { readonly files: FileTree; readonly agent: Agent; readonly question: Question },
): readonly string[] {
  if (canonicalDecision(agent, question).decision !== 'ask') return [];
  const { decision, owned } = harness.decide(files, question);
  const { role, tool, input } = question;
  return decision === 'deny' || owned !== undefined ? [] : [`${decision}: ${role} ${tool} ${input}`];
}

function below(directory: string, outputs: ReturnType<typeof home.render>['outputs']): FileTree {
  return new Map(
    outputs.flatMap((output) =>
      output.kind === 'file' && output.path.startsWith(directory)
        ? [[output.path.slice(directory.length), { bytes: output.bytes, executable: output.executable }] as const]
        : [],
    ),
  );
}

import type { Agent, Roster } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import {
  canonicalDecision,
  faultOf,
  questionsFor,
  renderForTest,
  type QuestionPlace,
  type RenderedFiles,
} from '@canonry/core/testing';
import { opencode } from '@canonry/target-opencode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { judge, showMismatch, type Judged } from './judge.js';
import { startOracle, type Oracle } from './oracle.js';
import { randomAgent } from '../shared/random-agent.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { makeProject } from './server.js';
import { isNightly, report } from '../shared/totals.js';

const POLICIES = isNightly ? 60 : 14;
const QUESTIONS = isNightly ? 60 : 24;

let oracle: Oracle;
beforeAll(async () => {
  oracle = await startOracle();
});
afterAll(() => oracle.stop());

describe('what is rendered, in the real program', () => {
  it('holds for the six agents of this repository', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    await judgeRoster(roster, '');
  });

  it('holds for agents that were made up', async () => {
    await judgeRoster(rosterOf(madeUp(POLICIES)), '');
  });

  it('holds for a package inside of a larger Git work tree', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    const chosen = roster.agents.filter(({ name }) => name.startsWith('chiron'));
    await judgeRoster(rosterOf([...chosen, ...madeUp(isNightly ? 20 : 3)]), 'packages/one');
  });
});

/** Never more than the definition, and exactly what the target says that the harness does. */
async function judgeRoster(roster: Roster, pathPrefix: string): Promise<void> {
  console.log(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const home = oracle.server.home;
  const place: QuestionPlace = { trusted: true, home, project: '/', pathPrefix, scope: 'project' };
  const rendered = renderForTest(opencode, roster, place);
  const here = { ...place, project: makeProject(oracle.server, rendered.files, pathPrefix) };
  const mismatches: string[] = [];
  let decisions = 0;
  for (const agent of roster.agents) {
    const questions = sample(random, questionsFor(agent, here), QUESTIONS);
    const judged = await judge(oracle, opencode, rendered.files, questions);
    decisions += judged.length;
    mismatches.push(...judged.flatMap((one) => mismatchesOf(agent, rendered, one)));
  }
  report({ policies: roster.agents.length, decisions, mismatches: mismatches.length });
  expect(mismatches, `seed ${SEED}`).toEqual([]);
}

function mismatchesOf(agent: Agent, rendered: RenderedFiles, judged: Judged): readonly string[] {
  const { question, agrees } = judged;
  const { decision, parts } = canonicalDecision(agent, question);
  const tools = new Set([question.tool, ...parts.map(({ tool }) => tool)]);
  const policies = agent.permissions.filter(({ tool }) => tools.has(tool) || tool === '*');
  // What the program really decided, judged as the kit judges what the model says.
  const asReal = { ...opencode, decide: decideAsSeen(judged) };
  const fault = faultOf(asReal, rendered, agent, question);
  const isWrong = !agrees || fault !== undefined;
  return isWrong ? [`${fault?.kind ?? 'model'}: ${showMismatch(judged, policies, decision)}`] : [];
}

function decideAsSeen({ real }: Judged): typeof opencode.decide {
  return (files, question) => {
    const modelled = opencode.decide(files, question);
    return files.size === 0 ? modelled : { ...modelled, decision: real };
  };
}

function madeUp(count: number): readonly Agent[] {
  const random = randomFrom(SEED + 1);
  return Array.from({ length: count }, (_, index) => randomAgent(random, `agent-${index}`));
}

function rosterOf(agents: readonly Agent[]): Roster {
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents: agents.toSorted((a, b) => (a.name < b.name ? -1 : 1)), skills: [], rules: [], context: [], project };
}

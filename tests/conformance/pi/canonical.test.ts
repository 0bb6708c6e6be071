import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent, Enforcement, Question, Roster } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import {
  canonicalDecision,
  faultOf,
  questionsFor,
  renderForTest,
  type QuestionPlace,
  type RenderedFiles,
} from '@canonry/core/testing';
import { pi } from '@canonry/target-pi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { randomAgent } from '../shared/random-agent.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { isNightly, report } from '../shared/totals.js';
import { FLOOR, installPi, NEWEST, type Program } from './binary.js';
import { startModel, type Model } from './model.js';
import { judge, type Judged } from './oracle.js';
import { startSession } from './session.js';
import { makeWorkplace } from './workplace.js';

const POLICIES = isNightly ? 110 : 36;
const QUESTIONS = isNightly ? 60 : 24;

let model: Model;
beforeAll(async () => {
  model = await startModel();
});
afterAll(() => model.close());

describe('what is rendered, in the real program', () => {
  it.each([NEWEST, FLOOR])('holds for the six agents of this repository, in %s', async (version) => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    await judgeRoster(roster, 'guard', installPi(version));
  });

  it('holds for agents that were made up', async () => {
    await judgeRoster(madeUp(POLICIES), 'guard', installPi(NEWEST));
  });

  it('is said where no guard holds it, for the six agents and for agents that were made up', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    await judgeRoster(roster, 'declarative', installPi(NEWEST));
    await judgeRoster(madeUp(isNightly ? 20 : 6), 'declarative', installPi(NEWEST));
  });
});

/** Never more than the definition, and exactly what the target says that the harness does. */
async function judgeRoster(roster: Roster, enforcement: Enforcement, program: Program): Promise<void> {
  console.log(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const mismatches: string[] = [];
  let decisions = 0;
  for (const agent of roster.agents) {
    const leveled = withLevel(roster, enforcement, agent);
    const blank: QuestionPlace = { trusted: true, home: '/', project: '/', pathPrefix: '', scope: 'project' };
    const rendered = renderForTest(pi, leveled, blank);
    const workplace = makeWorkplace(model, rendered.files);
    const place = { ...blank, home: workplace.home, project: workplace.project };
    const role = isMain(leveled, agent) ? 'main' : 'subagent';
    const questions = questionsFor(agent, place).filter((question) => question.role === role);
    const args = ['--approve', ...(role === 'main' ? [] : asStarted(workplace.project, agent, rendered))];
    const session = startSession({ program, model, ...workplace, args: argsFor(program, args) });
    try {
      const judged = await judge(session, sample(random, questions, QUESTIONS));
      decisions += judged.length;
      mismatches.push(...judged.flatMap((one) => mismatchesOf(agent, rendered, one, program)));
    } finally {
      session.stop();
      workplace.remove();
    }
  }
  report({ policies: roster.agents.length, decisions, mismatches: mismatches.length });
  expect(mismatches, `seed ${SEED}`).toEqual([]);
}

/** Before 0.79 there was no trust to give. */
function argsFor({ version }: Program, args: readonly string[]): readonly string[] {
  return version === FLOOR ? args.filter((arg) => arg !== '--approve') : args;
}

/** As the package that comes with Pi starts a subagent: its prompt behind the others, its tools and no more. */
function asStarted(project: string, agent: Agent, { files }: RenderedFiles): readonly string[] {
  const text = new TextDecoder().decode(files.get(`.pi/agents/${agent.name}.md`)?.bytes);
  const [, front = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];
  const file = join(project, '..', 'prompt.md');
  writeFileSync(file, body);
  const tools = /^tools: (.*)$/m.exec(front)?.[1] ?? '';
  return ['--append-system-prompt', file, '--tools', tools.replaceAll(', ', ',')];
}

function mismatchesOf(
  agent: Agent,
  rendered: RenderedFiles,
  { question, real }: Judged,
  program: Program,
): readonly string[] {
  const { decision: modelled } = pi.decide(rendered.files, question);
  const { decision: canonical } = canonicalDecision(agent, question);
  // What the program really decided, judged as the kit judges what the model says.
  const asReal = { ...pi, decide: decideAsSeen(real) };
  const fault = faultOf(asReal, rendered, agent, question);
  if (fault === undefined && agrees(program, question, modelled, real)) return [];
  const { tool, input } = question;
  const policies = JSON.stringify(agent.permissions);
  return [
    `${fault?.kind ?? 'model'}: ${agent.name} ${tool} ${JSON.stringify(input)}: really ${real}, modelled ${modelled}, the definition says ${canonical}\n  ${policies}`,
  ];
}

/** The old one knows no `defaultTools`, so tools that are not listed are there, and the guard alone denies them. */
function agrees({ version }: Program, { tool }: Question, modelled: string, real: string): boolean {
  return modelled === real || (version === FLOOR && ['grep', 'glob', 'list'].includes(tool));
}

function decideAsSeen(real: Judged['real']): typeof pi.decide {
  return (files, question) => {
    const modelled = pi.decide(files, question);
    return files.size === 0 ? modelled : { ...modelled, decision: real };
  };
}

function isMain({ project }: Roster, { name }: Agent): boolean {
  return project.targets.get('pi')?.options.get('primary') === name;
}

/** Each agent is looked at as Pi's own where it can be that. */
function withLevel(roster: Roster, enforcement: Enforcement, agent: Agent): Roster {
  const others = roster.agents.filter(({ mode }) => mode !== 'subagent').map(({ name }) => name);
  const primary = agent.mode === 'subagent' ? others[0] : agent.name;
  const options = new Map(primary === undefined ? [] : [['primary', primary]]);
  const section = { scope: 'project' as const, options, enforcement };
  return { ...roster, project: { ...roster.project, targets: new Map([['pi', section]]) } };
}

function madeUp(count: number): Roster {
  const random = randomFrom(SEED + 1);
  const agents = Array.from({ length: count }, (_, index) => randomAgent(random, `agent-${index}`));
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents: agents.toSorted((a, b) => (a.name < b.name ? -1 : 1)), skills: [], rules: [], context: [], project };
}

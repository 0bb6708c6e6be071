import type { Agent, Enforcement, Question, Roster, Scope } from '@canonry/core';
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
import { asMain, asSubagent } from './started.js';
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
    await judgeRoster(roster, { program: installPi(version) });
  });

  it('holds for agents that were made up', async () => {
    await judgeRoster(madeUp(POLICIES), { program: installPi(NEWEST) });
  });

  it.each([NEWEST, FLOOR])(
    'holds in the home of a person, for the six agents and those made up, in %s',
    async (version) => {
      const { roster } = await loadRoster({ source: REPOSITORY });
      const how = { program: installPi(version), scope: 'user' } as const;
      await judgeRoster(roster, how);
      if (version === NEWEST) await judgeRoster(madeUp(isNightly ? 20 : 8), how);
    },
  );

  it('is said where no guard holds it, for the six agents and for agents that were made up', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    for (const scope of ['project', 'user'] as const) {
      const how = { program: installPi(NEWEST), enforcement: 'declarative', scope } as const;
      await judgeRoster(roster, how);
      await judgeRoster(madeUp(isNightly ? 20 : 6), how);
    }
  });
});

interface How {
  readonly program: Program;
  readonly enforcement?: Enforcement;
  readonly scope?: Scope;
}

/** Never more than the definition, and exactly what the target says that the harness does. */
async function judgeRoster(roster: Roster, { program, enforcement = 'guard', scope = 'project' }: How): Promise<void> {
  console.log(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const mismatches: string[] = [];
  let decisions = 0;
  for (const agent of roster.agents) {
    const leveled = withLevel(roster, { enforcement, scope }, agent);
    const blank: QuestionPlace = { trusted: true, home: '/', project: '/', pathPrefix: '', scope };
    const rendered = renderForTest(pi, leveled, blank);
    const { files } = rendered;
    const place = scope === 'user' ? makeWorkplace(model, new Map(), files) : makeWorkplace(model, files);
    const { home, project } = place;
    const role = isMain(leveled, agent) ? 'main' : 'subagent';
    const questions = questionsFor(agent, { ...blank, home, project }).filter((question) => question.role === role);
    const how = { program, files, scope, place };
    const args = role === 'main' ? asMain(how) : asSubagent(agent.name, how);
    const session = startSession({ program, model, ...place, args });
    try {
      const judged = await judge(session, sample(random, questions, QUESTIONS));
      decisions += judged.length;
      mismatches.push(...judged.flatMap((one) => mismatchesOf(agent, rendered, one, program)));
    } finally {
      session.stop();
      place.remove();
    }
  }
  report({ policies: roster.agents.length, decisions, mismatches: mismatches.length });
  expect(mismatches, `seed ${SEED}`).toEqual([]);
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
function withLevel(
  roster: Roster,
  level: { readonly enforcement: Enforcement; readonly scope: Scope },
  agent: Agent,
): Roster {
  const others = roster.agents.filter(({ mode }) => mode !== 'subagent').map(({ name }) => name);
  const primary = agent.mode === 'subagent' ? others[0] : agent.name;
  const options = new Map(primary === undefined ? [] : [['primary', primary]]);
  const section = { ...level, options };
  return { ...roster, project: { ...roster.project, targets: new Map([['pi', section]]) } };
}

function madeUp(count: number): Roster {
  const random = randomFrom(SEED + 1);
  const agents = Array.from({ length: count }, (_, index) => randomAgent(random, `agent-${index}`));
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents: agents.toSorted((a, b) => (a.name < b.name ? -1 : 1)), skills: [], rules: [], context: [], project };
}

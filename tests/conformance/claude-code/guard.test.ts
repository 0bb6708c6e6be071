import { ACTIONS, type Action, type Agent, type Question, type Roster } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import { canonicalDecision, faultOf, questionsFor, renderForTest, type RenderedFiles } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { guardedAgent, guardedRoster } from '../../properties/guarded-agent.js';
import { askRendered, PLACE, type RenderedCase } from './ask-rendered.js';
import { callsOfQuestion } from './calls-of-question.js';
import { inPairs } from './in-pairs.js';
import { markerOf } from './measured-cases.js';
import { namedFiles } from './named-files.js';
import { useOracle } from './use-oracle.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { isNightly, report } from '../shared/totals.js';

/** A role each, chosen in turn. */
const POLICIES = isNightly ? 150 : 30;
const QUESTIONS = isNightly ? 24 : 12;

const oracle = useOracle();

describe('agents with a guard, in the real program', () => {
  it('do what their definitions say: the six agents of this repository', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    const both = roster.agents.flatMap((agent) => [['main', agent] as const, ['subagent', agent] as const]);
    await judgeAll(
      both.map(([role, agent]) => ({ agent, role, with: roster.agents, scope: 'project', trusted: true })),
    );
  });

  it('do what their definitions say: agents that were made up', async () => {
    const agents = fc.sample(guardedAgent, { numRuns: POLICIES, seed: SEED });
    await judgeAll(
      agents.map((agent, at) => ({
        agent,
        with: [agent],
        role: at % 2 === 0 ? 'main' : 'subagent',
        scope: at % 3 === 0 ? 'user' : 'project',
        trusted: at % 4 !== 0,
      })),
    );
  });
});

interface Judgement {
  readonly agent: Agent;
  /** Everybody who is rendered. */
  readonly with: readonly Agent[];
  readonly role: Question['role'];
  readonly scope: Question['scope'];
  readonly trusted: boolean;
}

async function judgeAll(all: readonly Judgement[]): Promise<void> {
  console.log(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const judged = await inPairs(all, (one) => judge(one, random));
  const mismatches = judged.flatMap((one) => one.mismatches);
  const decisions = judged.reduce((total, one) => total + one.decisions, 0);
  report({ policies: all.length, decisions, mismatches: mismatches.length });
  expect(mismatches, `seed ${SEED}`).toEqual([]);
}

/** Never more than the definition, never less without a word, and what the model says. */
async function judge(
  { agent, with: all, role, scope, trusted }: Judgement,
  random: () => number,
): Promise<{ readonly decisions: number; readonly mismatches: readonly string[] }> {
  const place = { ...PLACE, scope, trusted };
  const alone = renderForTest(claudeCode, spoken(guardedRoster(all, scope)), place);
  const possible = questionsFor(agent, place).filter(
    (question) =>
      question.role === role &&
      callsOfQuestion(question).length > 0 &&
      // It would speak for itself once more.
      !(question.tool === 'task' && question.input === agent.name),
  );
  const questions = sample(random, possible, QUESTIONS);
  const rendered = { ...alone, files: new Map([...namedFiles(questions), ...alone.files]) };
  const calls = questions.map(callsOfQuestion);
  const item: RenderedCase = { files: rendered.files, trusted, scope };
  const answers = await askRendered(oracle(), item, { agent: agent.name, role }, calls.flat());
  let at = 0;
  const mismatches = questions.flatMap((question, index) => {
    const mine = answers.slice(at, at + (calls[index]?.length ?? 0));
    at += mine.length;
    const real = laxest(mine.map(({ decision }) => decision));
    return explain(agent, rendered, question, real, mine[0]?.text ?? '');
  });
  return { decisions: questions.length, mismatches };
}

/** The pretended model knows by the prompt whose conversation it is in. */
function spoken(roster: Roster): Roster {
  return { ...roster, agents: roster.agents.map((agent) => ({ ...agent, prompt: `${markerOf(agent.name)}\n` })) };
}

function explain(
  agent: Agent,
  rendered: RenderedFiles,
  question: Question,
  real: Action | 'unclear',
  text: string,
): readonly string[] {
  const modelled = claudeCode.decide(rendered.files, question);
  const asReal: typeof claudeCode = {
    ...claudeCode,
    decide: (files, one) =>
      files.size === 0 || real === 'unclear' ? claudeCode.decide(files, one) : { ...modelled, decision: real },
  };
  const fault = faultOf(asReal, rendered, agent, question);
  if (real === modelled.decision && fault === undefined) return [];
  const { role, scope, trusted, tool, input } = question;
  const policies = JSON.stringify(agent.permissions.filter((policy) => policy.tool === tool || policy.tool === '*'));
  const canonical = canonicalDecision(agent, question).decision;
  return [
    `${fault?.kind ?? 'model'}: ${agent.name} ${tool} ${JSON.stringify(input)} (${role}, ${scope}, ${trusted ? 'trusted' : 'untrusted'}): ` +
      `really ${real}, modelled ${modelled.decision}, defined ${canonical}\n  ${policies}\n  ${text.slice(0, 150)}`,
  ];
}

function laxest(decisions: readonly (Action | 'unclear')[]): Action | 'unclear' {
  return ACTIONS.find((action) => decisions.includes(action)) ?? 'unclear';
}

import { ACTIONS, type Action } from '@canonry/core';
import { claudeCode } from '@canonry/target-claude-code';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askProgram, type Oracle } from './ask-program.js';
import { inPairs } from './in-pairs.js';
import { makeSandbox, type Sandbox } from './make-sandbox.js';
import { circumstances, treeOf, type Asked, type MeasuredCase } from './measured-cases.js';
import { claudeCodeProgram } from './program.js';
import { QUESTIONS, randomCase } from './random-case.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { isNightly, report } from '../shared/totals.js';

const POLICIES = isNightly ? 160 : 36;
const ASKED = isNightly ? 30 : 20;

let sandbox: Sandbox;
let oracle: Oracle;
beforeAll(() => {
  sandbox = makeSandbox();
  oracle = { program: claudeCodeProgram(), sandbox: sandbox.directory };
});
afterAll(() => sandbox.remove());

it('decides settings and agents that anybody could have written as the real program does', async () => {
  console.log(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const cases = Array.from({ length: POLICIES }, (_, at) => {
    const item = randomCase(random, at);
    return { item, questions: sample(random, QUESTIONS, ASKED) };
  });
  const judged = await inPairs(cases, ({ item, questions }) => judgeCase(item, questions));
  const mismatches = judged.flat();
  report({ policies: POLICIES, decisions: POLICIES * ASKED, mismatches: mismatches.length });
  expect(mismatches, `seed ${SEED}`).toEqual([]);
});

type Question = (typeof QUESTIONS)[number];

/** The model of the target is asked in a place that is not the sandbox, but stands to its home and its root as that does. */
const PLACE = { project: '/sandbox/project', home: '/sandbox/home' };

async function judgeCase(item: MeasuredCase, questions: readonly Question[]): Promise<readonly string[]> {
  const calls = questions.map(callsOf);
  const answers = (await askProgram(oracle, item, new Map([['tested', calls.flat()]]))).get('tested') ?? [];
  const files = treeOf(item, PLACE);
  let at = 0;
  return questions.flatMap(([tool, input], index) => {
    const mine = answers.slice(at, at + (calls[index]?.length ?? 0));
    at += mine.length;
    const question = { ...circumstances(item, 'tested', PLACE), tool, input };
    const { decision } = claudeCode.decide(files, question);
    // An agent that was never started has not been let through.
    const real = laxest(mine.map((one) => (one.text === 'the call was not answered' ? 'deny' : one.decision)));
    if (decision === real) return [];
    const { role, trusted, scope } = question;
    const shown = { role, trusted, scope, ...item.files, agent: item.agents['tested'] };
    return [
      `${tool} ${JSON.stringify(input)}: really ${real}, modelled ${decision}\n  ${JSON.stringify(shown)}\n  ${mine[0]?.text.slice(0, 150)}`,
    ];
  });
}

/** The calls by which the program can do what a question is about. */
function callsOf([tool, input]: Question): readonly Asked[] {
  const path = input.replace(/^~\//, '{home}/');
  switch (tool) {
    case 'bash':
      return [input];
    case 'read':
      return [['Read', path]];
    case 'edit':
      return [
        ['Write', path],
        ['Edit', path],
      ];
    case 'todo':
      return [['TaskCreate', '']];
    default:
      return [[NAMES[tool] ?? tool, input]];
  }
}

const NAMES: Readonly<Record<string, string>> = {
  webfetch: 'WebFetch',
  websearch: 'WebSearch',
  skill: 'Skill',
  glob: 'Glob',
  grep: 'Grep',
  question: 'AskUserQuestion',
};

function laxest(decisions: readonly (Action | 'unclear')[]): Action | 'unclear' {
  return ACTIONS.find((action) => decisions.includes(action)) ?? 'unclear';
}

import { join } from 'node:path';
import { isStricter, type Agent, type FileTree, type Policy, type Question, type Roster } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import {
  canonicalDecision,
  faultOf,
  questionsFor,
  readTree,
  renderForTest,
  type RenderedFiles,
} from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { agentWith } from '../../properties/guarded-agent.js';
import { askAgents, PLACE, type AskedQuestion } from './ask-agents.js';
import { callsOfQuestion } from './calls-of-question.js';
import type { Oracle } from './ask-program.js';
import { inPairs } from './in-pairs.js';
import { makeSandbox, type Sandbox } from './make-sandbox.js';
import { markerOf } from './measured-cases.js';
import { namedFiles } from './named-files.js';
import { claudeCodeProgram } from './program.js';
import { randomAgents } from './random-agents.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { isNightly, report } from '../shared/totals.js';

const SETS = isNightly ? 52 : 11;
const AGENTS_IN_A_SET = 3;
const MANY_TURNS = 1_000;
const QUESTIONS = isNightly ? 40 : 24;

let sandbox: Sandbox;
let oracle: Oracle;
beforeAll(() => {
  sandbox = makeSandbox();
  oracle = { program: claudeCodeProgram(), sandbox: sandbox.directory };
});
afterAll(() => sandbox.remove());

describe('what is rendered, in the real program', () => {
  it('holds for the six agents of this repository', async () => {
    await judgeRosters([await repositoryRoster()]);
  });

  it('holds for them in the tree that OpenCode and Pi read too, as it is committed', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    const files = readTree(join(REPOSITORY, 'golden/agents/all'));
    const marked = (name: string): string => {
      const agent = roster.agents.find((one) => one.name === name);
      if (agent === undefined) throw new Error(`nobody is called ${name}`);
      return agent.prompt.slice(0, 60);
    };
    await judgeRosters([roster], PLACE, { files, marked });
  });

  it('holds for sets of agents that were made up', async () => {
    const random = randomFrom(SEED + 1);
    const sets = Array.from({ length: SETS }, (_, at) => randomAgents(random, AGENTS_IN_A_SET, at * AGENTS_IN_A_SET));
    await judgeRosters(sets.map(rosterOf));
  });

  it('holds for agents that a person has in every project', async () => {
    const random = randomFrom(SEED + 2);
    const sets = Array.from({ length: isNightly ? 12 : 3 }, () => randomAgents(random, AGENTS_IN_A_SET, 0));
    await judgeRosters(sets.map(rosterOf), { ...PLACE, scope: 'user' });
  });

  it('keeps agents from hosts, however an address is spelled, and lets them see the others', async () => {
    const rules: Policy['rules'] = [
      { pattern: 'https://in.example.com/*', action: 'deny' },
      { pattern: 'https://wiki.example.com/a/*', action: 'ask' },
    ];
    const agent = { ...agentWith([{ tool: 'webfetch', intent: 'allow', rules }]), prompt: markerOf('tester') };
    const { files } = renderForTest(claudeCode, rosterOf([agent]), PLACE);
    const urls = [
      'https://in.example.com/a',
      'http://IN.example.com:8080/',
      'https://in.example.com./',
      'https:wiki.example.com/a/b',
      'https://example.com/',
      'https://docs.python.org/',
    ];
    const answers = await askAgents(
      oracle,
      files,
      urls.map((url) => ask('tester', 'webfetch', url)),
    );
    expect(answers.map(({ real }) => real)).toEqual(['deny', 'deny', 'deny', 'ask', 'allow', 'allow']);
    report({ policies: 1, decisions: answers.length, mismatches: 0 });
  });

  it('keeps chiron from editing, and chiron-forge from forcing, in one project', async () => {
    const { agents } = await repositoryRoster();
    const both = agents.filter(({ name }) => name.startsWith('chiron'));
    const { files } = renderForTest(claudeCode, rosterOf(both), PLACE);
    const answers = await askAgents(oracle, files, [
      ask('chiron', 'edit', 'src/a.txt'),
      ask('chiron', 'bash', 'touch x'),
      ask('chiron', 'bash', 'echo x > y'),
      ask('chiron', 'bash', 'git status'),
      ask('chiron-forge', 'bash', 'git push --force'),
      ask('chiron-forge', 'bash', 'git push -f origin'),
      ask('chiron-forge', 'bash', 'rm -rf x'),
      ask('chiron-forge', 'bash', 'git push'),
      ask('chiron-forge', 'edit', '/run/agenix/secret'),
    ]);
    expect(answers.map(({ question: { input }, real }) => `${input}: ${real}`)).toEqual([
      'src/a.txt: deny',
      'touch x: ask',
      'echo x > y: ask',
      'git status: allow',
      'git push --force: deny',
      'git push -f origin: deny',
      'rm -rf x: ask',
      'git push: ask',
      '/run/agenix/secret: deny',
    ]);
    report({ policies: 2, decisions: answers.length, mismatches: 0 });
  });
});

function ask(agent: string, tool: string, input: string): Question {
  return { ...PLACE, role: 'main', agent, tool, input };
}

/** Never more than the definition but for what Claude Code owns, and exactly what the target says that it does. */
async function judgeRosters(
  rosters: readonly Roster[],
  place = PLACE,
  committed?: { readonly files: FileTree; readonly marked: (name: string) => string },
): Promise<void> {
  console.log(`seed ${SEED}`);
  const random = randomFrom(SEED);
  const prepared = rosters.map((roster) => {
    const questions = roster.agents.flatMap((agent) => {
      const mine = questionsFor(agent, place).filter(
        (one) =>
          callsOfQuestion(one).length > 0 &&
          // The members speak for themselves already.
          !(one.tool === 'task' && roster.agents.some(({ name }) => name === one.input)),
      );
      return sample(random, mine, QUESTIONS);
    });
    const rendered = renderForTest(claudeCode, roster, place);
    return {
      roster,
      questions,
      rendered: { ...rendered, files: new Map([...namedFiles(questions), ...(committed?.files ?? rendered.files)]) },
    };
  });
  const judged = await inPairs(prepared, async ({ roster, questions, rendered }) => {
    const answers = await askAgents(oracle, rendered.files, questions, committed?.marked);
    return answers.map((answer) => ({ answer, wrong: mismatchOf(roster, rendered, answer) }));
  });
  const mismatches = judged.flat().flatMap(({ wrong }) => wrong ?? []);
  const policies = rosters.reduce((total, { agents }) => total + agents.length, 0);
  report({ policies, decisions: judged.flat().length, mismatches: mismatches.length });
  expect(mismatches, `seed ${SEED}`).toEqual([]);
}

function mismatchOf(
  roster: Roster,
  rendered: RenderedFiles,
  { question, real, text }: AskedQuestion,
): string | undefined {
  const agent = roster.agents.find(({ name }) => name === question.agent);
  if (agent === undefined) throw new Error('a question about nobody');
  const { decision: modelled, owned } = claudeCode.decide(rendered.files, question);
  const fault = real === 'unclear' ? undefined : faultOf(asSeen(real), rendered, agent, question);
  // Of options that nobody has tried, the model thinks that they only read.
  const isGuess = owned === 'owned-claude-code-read-only-commands' && modelled === 'allow' && real === 'ask';
  if ((modelled === real || isGuess) && fault?.kind !== 'widened') return undefined;
  const { decision: canonical } = canonicalDecision(agent, question);
  const settings = new TextDecoder().decode(rendered.files.get('.claude/settings.json')?.bytes).replaceAll(/\s+/g, ' ');
  const wider = real !== 'unclear' && canonical !== null && isStricter(canonical, real) ? ', WIDER' : '';
  return `${question.agent} (${question.role}) ${question.tool} ${JSON.stringify(question.input)}: really ${real} (${text}), modelled ${modelled} (${owned}), defined ${canonical}${wider}\n  ${settings}\n  ${JSON.stringify(agent.permissions)}`;
}

/** What the program really decided, judged as the kit judges what the model says. */
function asSeen(real: 'allow' | 'ask' | 'deny'): typeof claudeCode {
  const decide: typeof claudeCode.decide = (files, question) => {
    const modelled = claudeCode.decide(files, question);
    return files.size === 0 ? modelled : { ...modelled, decision: real };
  };
  return { ...claudeCode, decide };
}

/** The prompts say who speaks, and that is all that matters of them here. */
async function repositoryRoster(): Promise<Roster> {
  const { roster } = await loadRoster({ source: REPOSITORY });
  // More is asked than an agent has turns.
  const agents = roster.agents.map((agent) => ({ ...agent, maxTurns: MANY_TURNS, prompt: markerOf(agent.name) }));
  return { ...roster, agents };
}

function rosterOf(agents: readonly Agent[]): Roster {
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents, skills: [], rules: [], context: [], project };
}

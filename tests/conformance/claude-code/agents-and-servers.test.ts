import type { Enforcement, Policy, Question } from '@canonry/core';
import { faultOf, renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { expect, it } from 'vitest';
import { agentWith, guardedRoster } from '../../properties/guarded-agent.js';
import { askRendered, PLACE } from './ask-rendered.js';
import { callsOfQuestion } from './calls-of-question.js';
import { markerOf, type Asked } from './measured-cases.js';
import { namedFiles } from './named-files.js';
import { useOracle } from './use-oracle.js';
import { report } from '../shared/totals.js';

// Who an agent may start, the tools of servers, and the tools that no policy names.

const oracle = useOracle();

const flat = (tool: string, intent: Policy['intent']): Policy => ({ tool, intent, rules: [] });
const task = (intent: Policy['intent'], action: Policy['intent']): Policy => ({
  tool: 'task',
  intent,
  rules: [{ pattern: 'helper', action }],
});

const DEFINITIONS: Readonly<Record<string, readonly Policy[]>> = {
  'one agent only': [task('deny', 'allow'), flat('mcp__a', 'ask'), flat('mcp__a__b', 'allow'), flat('*', 'ask')],
  'all are asked about': [flat('task', 'ask'), flat('mcp__a', 'allow'), flat('mcp__a__b', 'deny'), flat('*', 'deny')],
  'all but one agent': [task('allow', 'deny'), flat('mcp__a', 'deny'), flat('mcp__a__b', 'ask'), flat('*', 'allow')],
  'one agent is asked about': [task('allow', 'ask'), flat('mcp__a', 'allow')],
  'nothing is said': [flat('bash', 'allow')],
};

const ASKED = [
  ['task', 'helper'],
  ['task', 'another'],
  ['mcp__a', ''],
  ['mcp__a__b', ''],
  ['mcp__c', ''],
  ['*', ''],
] as const;

const LEVELS: readonly Enforcement[] = ['declarative', 'guard'];
const CASES = Object.keys(DEFINITIONS).flatMap((name) =>
  LEVELS.flatMap((level) => (['subagent', 'main'] as const).map((role) => [name, level, role] as const)),
);

const TEXTS: readonly Asked[] = [
  ['mcp__a__b', ''],
  ['ListMcpResourcesTool', '', { server: 'a' }],
  ['ReadMcpResourceTool', '', { server: 'a', uri: 'any:text' }],
  ['ListMcpResourcesTool', ''],
];
const BOTH = LEVELS.flatMap((level) => (['subagent', 'main'] as const).map((role) => [level, role] as const));

it.each(BOTH)('what a server offers beside its tools is held as its tools are (%s, %s)', async (level, role) => {
  const held = level === 'guard' ? 'ask' : 'deny';
  const expected = {
    deny: ['deny', 'deny', 'deny', 'deny'],
    ask: ['ask', held, held, held],
    allow: ['allow', 'allow', 'allow', 'allow'],
  } as const;
  for (const intent of ['deny', 'ask', 'allow'] as const) {
    const agent = { ...agentWith([flat('mcp__a', intent)]), prompt: `${markerOf('tester')}\n` };
    const roster = guardedRoster([agent]);
    const targets = new Map([['claude-code', { scope: 'project', enforcement: level, options: new Map() } as const]]);
    const place = { ...PLACE, scope: 'project', trusted: true } as const;
    const { files } = renderForTest(claudeCode, { ...roster, project: { ...roster.project, targets } }, place);
    const item = { files, trusted: true, scope: 'project' } as const;
    const answers = await askRendered(oracle(), item, { agent: 'tester', role }, TEXTS);
    expect(answers.map(({ decision }) => decision)).toEqual(expected[intent]);
  }
});

it.each(CASES)('%s (%s, %s)', async (name, enforcement, role) => {
  const agent = { ...agentWith(DEFINITIONS[name] ?? []), prompt: `${markerOf('tester')}\n` };
  const place = { ...PLACE, scope: 'project', trusted: true } as const;
  const questions = ASKED.map(([tool, input]): Question => ({ ...place, agent: 'tester', role, tool, input }));
  const roster = guardedRoster([agent]);
  const targets = new Map([['claude-code', { scope: 'project', enforcement, options: new Map() } as const]]);
  const rendered = renderForTest(claudeCode, { ...roster, project: { ...roster.project, targets } }, place);
  const files = new Map([...namedFiles(questions), ...rendered.files]);
  const item = { files, trusted: true, scope: 'project' } as const;
  const answers = await askRendered(oracle(), item, { agent: 'tester', role }, questions.flatMap(callsOfQuestion));
  let at = 0;
  const wrong = questions.flatMap((question) => {
    const mine = answers.slice(at, at + callsOfQuestion(question).length).map(({ decision }) => decision);
    at += mine.length;
    const decision = (['allow', 'ask', 'deny'] as const).find((one) => mine.includes(one));
    const modelled = claudeCode.decide(files, question);
    const asReal: typeof claudeCode = {
      ...claudeCode,
      decide: (tree, one) =>
        tree.size === 0 || decision === undefined ? claudeCode.decide(tree, one) : { ...modelled, decision },
    };
    const fault = faultOf(asReal, { ...rendered, files }, agent, question);
    // What only the table of all other tools is about is said there.
    const isSaid = rendered.findings.some(({ code, tool }) => code === 'narrowed' && tool === '*');
    const isTold = fault === undefined || (fault.kind === 'unsaid' && question.tool === 'mcp__c' && isSaid);
    const isRight = decision === modelled.decision && isTold;
    return isRight ? [] : [{ tool: question.tool, input: question.input, real: decision, modelled, fault }];
  });
  report({ policies: 1, decisions: questions.length, mismatches: wrong.length });
  expect(wrong).toEqual([]);
});

import type { Question } from '@canonry/core';
import { readTree } from '@canonry/core/testing';
import { opencode } from '@canonry/target-opencode';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { join } from 'node:path';
import { REPOSITORY } from '../../golden/cases.js';
import { judge } from './judge.js';
import { startOracle, type Oracle } from './oracle.js';
import { makeProject } from './server.js';
import { report } from '../shared/totals.js';

/** What people rely on first, where all harnesses share one project. */
const EXPECTED = [
  ['chiron-forge', 'bash', 'git push --force origin main', 'deny'],
  ['chiron-forge', 'bash', 'git push origin main', 'ask'],
  ['chiron-forge', 'bash', 'ls && rm -rf x', 'ask'],
  ['chiron-forge', 'bash', 'ls', 'allow'],
  ['chiron-forge', 'edit', 'notes.md', 'allow'],
  ['chiron', 'edit', 'notes.md', 'deny'],
  ['chiron', 'bash', 'touch x', 'ask'],
] as const;

let oracle: Oracle;
beforeAll(async () => {
  oracle = await startOracle();
});
afterAll(() => oracle.stop());

it.each(['main', 'subagent'] as const)('holds as a person reads the definitions, as %s', async (role) => {
  const files = readTree(join(REPOSITORY, 'golden/agents/all'));
  const { home } = oracle.server;
  const project = makeProject(oracle.server, files);
  const place = { role, trusted: true, home, project, pathPrefix: '', scope: 'project' } as const;
  const decided: string[] = [];
  for (const name of ['chiron-forge', 'chiron']) {
    const questions = EXPECTED.flatMap(([agent, tool, input]): readonly Question[] =>
      agent === name ? [{ ...place, agent, tool, input }] : [],
    );
    const judged = await judge(oracle, opencode, files, questions);
    decided.push(...judged.map(({ question, real }) => `${name} ${question.tool} ${question.input}: ${real}`));
  }
  report({ policies: 2, decisions: decided.length, mismatches: 0 });
  expect(decided).toEqual(EXPECTED.map(([agent, tool, input, decision]) => `${agent} ${tool} ${input}: ${decision}`));
});

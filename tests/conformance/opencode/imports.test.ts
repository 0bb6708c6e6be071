import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { entryOf, isStricter, type Action, type Agent, type FileTree, type Imported } from '@canonry/core';
import { canonicalDecision, questionsFor, readTree } from '@canonry/core/testing';
import { opencode } from '@canonry/target-opencode';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { judge, showMismatch, type Judged } from './judge.js';
import { loadAgents } from './loaded.js';
import { startOracle, type Oracle } from './oracle.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { makeProject } from './server.js';
import { isNightly, report } from '../shared/totals.js';

const QUESTIONS = isNightly ? 30 : 20;
/** Each case is a project of its own, which the program takes seconds to open. */
const EVERY = isNightly ? 1 : 4;
const IMPORTS = join(REPOSITORY, 'tests/imports');

interface Case {
  readonly name: string;
  readonly files: FileTree;
  readonly imported: Imported;
}

/** What can be imported for a project, with at least one agent. */
const cases = readdirSync(IMPORTS)
  .map((name): Case => {
    const files = readTree(join(IMPORTS, name, 'source'));
    return { name, files, imported: opencode.read?.(files) ?? { agents: [], skills: [], findings: [] } };
  })
  .filter(({ files }) => ![...files.keys()].some((path) => path.startsWith('.config/')))
  .filter(({ imported }) => imported.findings.every(({ code }) => entryOf(code).severity !== 'error'))
  .filter(({ imported }) => imported.agents.length > 0);

let oracle: Oracle;
beforeAll(async () => {
  oracle = await startOracle();
});
afterAll(() => oracle.stop());

it('there are many of them', () => {
  expect(cases.length).toBeGreaterThan(20);
});

it.each(cases.filter((_, index) => index % EVERY === 0))(
  'what is imported permits no more than the real program did: $name',
  async ({ files, imported }) => {
    const project = makeProject(oracle.server, files);
    const loaded = await loadAgents(oracle.server, project);
    if (typeof loaded === 'string') throw new Error(loaded);
    const random = randomFrom(SEED);
    const place = { trusted: true, home: oracle.server.home, project, pathPrefix: '', scope: 'project' } as const;
    const mismatches: string[] = [];
    let decisions = 0;
    let stricter = 0;
    for (const { agent: built } of imported.agents) {
      const agent: Agent = { ...built, file: '' };
      // What the program calls it.
      const name = [agent.name, agent.displayName ?? '', ...loaded.keys()].find(
        (known) => loaded.has(known) && plain(known) === plain(agent.displayName ?? agent.name),
      );
      if (name === undefined) throw new Error(`${agent.name} is not among ${[...loaded.keys()].join(', ')}`);
      // One that is started by another is given its own model, and only ours answers.
      const hasModel = typeof loaded.get(name)?.model === 'object' && loaded.get(name)?.model !== null;
      const answered = questionsFor(agent, place).filter(({ role }) => role === 'main' || !hasModel);
      const questions = sample(random, answered, QUESTIONS);
      const judged = await judge(
        oracle,
        opencode,
        files,
        questions.map((question) => ({ ...question, agent: name })),
      );
      decisions += judged.length;
      for (const one of judged) {
        const ours = canonicalOf(agent, one);
        const isWider = ours !== null && isStricter(one.real, ours) && !isOwned(one, files);
        if (isWider || !one.agrees) mismatches.push(showMismatch(one, agent.permissions, ours));
        if (ours !== null && isStricter(ours, one.real)) stricter += 1;
      }
    }
    console.log(`stricter than it was: ${stricter} of ${decisions}`);
    report({ policies: imported.agents.length, decisions, mismatches: mismatches.length });
    expect(mismatches, `seed ${SEED}`).toEqual([]);
  },
);

/** What the imported agent may do; null where it says nothing, so that the program does what it does by itself. */
function canonicalOf(agent: Agent, { question }: Judged): Action | null {
  const { decision, parts } = canonicalDecision(agent, question);
  return parts.some((part) => part.decision === null) ? null : decision;
}

/** What the program decides by itself, before and after the import. */
function isOwned({ question }: Judged, files: FileTree): boolean {
  // Who is started by another neither plans nor starts more there; a definition says what an agent may do, whoever started it.
  if (question.role === 'subagent' && (question.tool === 'todo' || question.tool === 'task')) return true;
  return opencode.decide(files, question).owned !== undefined;
}

/** Names are made such that files and commands can have them. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import { questionsFor, readTree } from '@canonry/core/testing';
import { pi } from '@canonry/target-pi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { report } from '../shared/totals.js';
import { FLOOR, installPi, installReader, NEWEST } from './binary.js';
import { openLab, type Lab } from './lab.js';
import { judge } from './oracle.js';
import { startSession } from './session.js';
import { asMain, asSubagent } from './started.js';

// The six agents of this repository for three harnesses in one directory.
const TREE = join(REPOSITORY, 'golden/agents/all');
const files = readTree(TREE);
const specialists = readdirSync(join(TREE, '.pi/agents')).map((name) => name.replace('.md', ''));

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

describe('in a tree with what is rendered for OpenCode and Claude Code', () => {
  it('packages find the agents, and only those that are for Pi', async () => {
    const place = lab.place(files);
    const settings = { shellPath: '/bin/true', packages: [installReader('pi-subagents')] };
    writeFileSync(join(place.home, '.pi/agent/settings.json'), JSON.stringify(settings));
    // The builder may use every tool, so it may also ask for this list.
    const session = lab.session(place, ['--approve', '--system-prompt', '.pi/agents/chiron-forge.md']);
    const { turn } = await session.say([[{ tool: 'subagent', input: { action: 'list' } }]]);
    const found = [...(turn.results[0]?.matchAll(/^- (\S+) \(project\)/gm) ?? [])].map(([, name]) => name);
    expect(new Set(found)).toEqual(new Set(specialists));
  });

  it('the example of Pi finds them, too', async () => {
    const place = lab.place(files);
    const example = join(installPi(NEWEST).directory, 'examples/extensions/subagent');
    cpSync(example, join(place.home, '.pi/agent/extensions/subagent'), { recursive: true });
    writeFileSync(join(place.home, '.pi/agent/trust.json'), JSON.stringify({ [place.project]: true }));
    const session = lab.session(place, ['--system-prompt', '.pi/agents/chiron-forge.md']);
    const task = lab.model.turn([]);
    const input = { agent: 'apollo', task: task.prompt, agentScope: 'project', confirmProjectAgents: false };
    const { turn } = await session.say([[{ tool: 'subagent', input }]]);
    expect(turn.results[0]).toContain('done');
    expect(task.system).toContain('<!-- canonry-agent: apollo -->');
  });

  it.each([NEWEST, FLOOR])('the real program decides as the files say, for each of them, in %s', async (version) => {
    const program = installPi(version);
    const { roster } = await loadRoster({ source: REPOSITORY });
    const random = randomFrom(SEED);
    const mismatches: string[] = [];
    let decisions = 0;
    for (const agent of roster.agents) {
      const place = lab.place(files);
      const how = { program, files, scope: 'project', place } as const;
      const role: Question['role'] = agent.name === 'chiron' ? 'main' : 'subagent';
      const args = role === 'main' ? asMain(how) : asSubagent(agent.name, how);
      const blank = { trusted: true, pathPrefix: '', scope: 'project' } as const;
      const questions = questionsFor(agent, { ...blank, ...place }).filter((question) => question.role === role);
      const session = startSession({ program, model: lab.model, ...place, args });
      const judged = await judge(session, sample(random, questions, 12));
      session.stop();
      decisions += judged.length;
      for (const { question, real } of judged) {
        const isKnown = version === NEWEST || !['grep', 'glob', 'list'].includes(question.tool);
        const modelled = pi.decide(files, question).decision;
        if (isKnown && modelled !== real)
          mismatches.push(`${agent.name} ${question.tool} ${question.input}: really ${real}, modelled ${modelled}`);
      }
    }
    report({ policies: roster.agents.length, decisions, mismatches: mismatches.length });
    expect(mismatches, `seed ${SEED}`).toEqual([]);
  });
});

import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPi, NEWEST } from './binary.js';
import { APPROVE, bash, openLab, type Lab } from './lab.js';
import type { Call } from './model.js';
import { agentOf, filesFor } from './project.js';
import type { Workplace } from './workplace.js';

const files = filesFor([
  agentOf('main', 'primary', { bash: ['deny'], task: ['deny', 'helper:allow', 'asked:ask'] }),
  agentOf('helper', 'subagent', { bash: ['deny', 'ls:allow'] }),
  agentOf('asked', 'subagent', { bash: ['deny'] }),
  agentOf('other', 'subagent', { bash: ['allow'] }),
]);

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

/** The package that comes with Pi, as people copy it into their home. */
function withSubagents(isTrusted: boolean): Workplace {
  const place = lab.place(files);
  const example = join(installPi(NEWEST).directory, 'examples/extensions/subagent');
  cpSync(example, join(place.home, '.pi/agent/extensions/subagent'), { recursive: true });
  const trust = JSON.stringify({ [place.project]: true });
  if (isTrusted) writeFileSync(join(place.home, '.pi/agent/trust.json'), trust);
  return place;
}

const start = (agent: string, task: string): Call => ({
  tool: 'subagent',
  input: { agent, task, agentScope: 'project', confirmProjectAgents: false },
});

describe('an agent that another one starts', () => {
  it('is held to its own policies, if the trust is saved', async () => {
    const place = withSubagents(true);
    const turn = lab.model.turn([[bash('rm x'), bash('ls')]]);
    const { results } = (await lab.once(place, [[start('helper', turn.prompt)]], [])).turn;
    expect(turn.system).toContain('You are the helper of a test.');
    expect(turn.system).toContain('<!-- canonry-agent: helper -->');
    expect(turn.offered).toEqual(['read', 'bash', 'edit', 'write']);
    expect(turn.results[0]).toContain('helper must not use bash for "rm x"');
    expect(turn.results[1]).not.toContain('must not');
    expect(results[0]).toContain('done');
  });

  it('is held to nothing, if the project is only approved for this once: the child is not told', async () => {
    const turn = lab.model.turn([[bash('rm x')]]);
    await lab.once(withSubagents(false), [[start('helper', turn.prompt)]], APPROVE);
    expect(turn.offered).toEqual(['read', 'bash', 'edit', 'write']);
    expect(turn.results[0]).not.toContain('must not');
  });

  it('is started only where the task policy says so, also in the midst of others', async () => {
    const session = lab.session(withSubagents(true), []);
    const tasks = ['helper', 'other'].map((agent) => ({ agent, task: 'turn' }));
    const calls = [
      start('other', 'turn'),
      start('asked', 'turn'),
      { tool: 'subagent', input: { tasks, agentScope: 'project', confirmProjectAgents: false } },
    ];
    expect(await lab.decide(session, calls)).toEqual(['deny', 'ask', 'deny']);
  });
});

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scope } from '@canonry/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPi, installReader, NEWEST } from './binary.js';
import { APPROVE, bash, openLab, type Lab } from './lab.js';
import type { Call } from './model.js';
import { agentOf, filesFor } from './project.js';
import { startSession } from './session.js';
import type { Workplace } from './workplace.js';

const agents = [
  agentOf('main', 'primary', { bash: ['deny', 'true:allow'], task: ['allow', 'other:deny', 'asked:ask'] }),
  agentOf('helper', 'subagent', { bash: ['deny', 'ls:allow'] }),
  agentOf('asked', 'subagent', { bash: ['deny'] }),
  agentOf('other', 'subagent', { bash: ['allow'] }),
];

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

type Reader = 'the example of Pi' | 'pi-subagents' | '@tintinweb/pi-subagents';
type More = Readonly<Record<string, unknown>>;

/** Where a package is installed, as people do it. */
function placeWith(reader: Reader, scope: Scope = 'project'): Workplace {
  const files = filesFor(agents, { scope });
  const place = scope === 'user' ? lab.place(new Map(), files) : lab.place(files);
  const home = join(place.home, '.pi/agent');
  writeFileSync(join(home, 'trust.json'), JSON.stringify({ [place.project]: true }));
  if (reader === 'the example of Pi') {
    const example = join(installPi(NEWEST).directory, 'examples/extensions/subagent');
    cpSync(example, join(home, 'extensions/subagent'), { recursive: true });
    return place;
  }
  const settings = join(home, 'settings.json');
  const content: object = JSON.parse(readFileSync(settings, 'utf8'));
  writeFileSync(settings, JSON.stringify({ ...content, packages: [installReader(reader)] }));
  return place;
}

/** A call that starts an agent, as the package wants it. */
function start(reader: Reader, agent: string, task = 'turn', more: More = {}): Call {
  switch (reader) {
    case 'the example of Pi':
      return { tool: 'subagent', input: { agent, task, agentScope: 'both', confirmProjectAgents: false, ...more } };
    case 'pi-subagents':
      return { tool: 'subagent', input: { agent, task, async: false, ...more } };
    case '@tintinweb/pi-subagents':
      return { tool: 'Agent', input: { subagent_type: agent, prompt: task, description: 'A test', ...more } };
  }
}

describe.each<Reader>(['the example of Pi', 'pi-subagents', '@tintinweb/pi-subagents'])(
  'an agent that another one starts with %s',
  (reader) => {
    it.each<Scope>(['project', 'user'])('is held to its own policies, in scope %s', async (scope) => {
      const turn = lab.model.turn([[bash('rm x'), bash('ls'), bash('true')]]);
      const { results } = (await lab.once(placeWith(reader, scope), [[start(reader, 'helper', turn.prompt)]], [])).turn;
      expect(turn.system).toContain('You are the helper of a test.');
      expect(turn.system).toContain('<!-- canonry-agent: helper -->');
      // The example puts it behind the system prompt, and the packages in its place.
      const main = turn.system.indexOf('You are the main of a test.');
      expect(main !== -1 && main < turn.system.indexOf('You are the helper')).toBe(reader === 'the example of Pi');
      expect(turn.offered).toEqual(expect.arrayContaining(['read', 'bash', 'edit', 'write']));
      expect(turn.results.map((result) => result.startsWith('helper must not use bash'))).toEqual([true, false, true]);
      expect(results[0]).toContain('done');
    });

    it('is started only where the task policy says so, and only if canonry wrote it', async () => {
      const calls = ['other', 'Other', 'asked', 'worker', 'general-purpose', 'main'].map((name) => start(reader, name));
      const decisions = await lab.decide(lab.session(placeWith(reader), []), calls);
      expect(decisions).toEqual(['deny', 'deny', 'ask', 'deny', 'deny', 'deny']);
    });

    it('is the one that canonry wrote: no other file may take its name', async () => {
      const file = '---\nname: helper\ndescription: x\nextensions: false\n---\nYou are free.\n';
      for (const scope of ['project', 'user'] as const) {
        const place = placeWith(reader, scope);
        const session = lab.session(place, []);
        expect(await lab.decide(session, [start(reader, 'helper')])).toEqual(['allow']);
        const above = scope === 'user' ? place.project : place.root;
        const directory = join(above, scope === 'user' ? '.pi/agents' : '.agents');
        mkdirSync(directory, { recursive: true });
        writeFileSync(join(directory, 'any.md'), file);
        expect(await lab.decide(session, [start(reader, 'helper')])).toEqual(['deny']);
      }
    });
  },
);

function decideWith(reader: Reader, ...more: More[]): Promise<readonly string[]> {
  const calls = more.map((one) => start(reader, 'helper', 'turn', one));
  return lab.decide(lab.session(placeWith(reader), []), calls);
}

it('an agent in the same process is guarded also where the project is only approved for this once', async () => {
  const place = placeWith('@tintinweb/pi-subagents');
  writeFileSync(join(place.home, '.pi/agent/trust.json'), '{}');
  const turn = lab.model.turn([[bash('rm x')]]);
  await lab.once(place, [[start('@tintinweb/pi-subagents', 'helper', turn.prompt)]], APPROVE);
  expect(turn.results[0]).toContain('helper must not use bash');
});

it('an agent that is started in the background or with the conversation is guarded, too', async () => {
  // Packages start background processes only with a Pi that has all of its parts beside it.
  const whole = { ...installPi('0.87.1'), node: installPi(NEWEST).node };
  for (const [program, more] of [
    [whole, { async: true }],
    [installPi(NEWEST), { context: 'fork' }],
  ] as const) {
    const turn = lab.model.turn([[bash('rm x'), bash('ls'), bash('true')]]);
    const place = placeWith('pi-subagents');
    const args = ['--session-dir', join(place.root, 'sessions')];
    const session = startSession({ program, model: lab.model, ...place, args });
    await session.say([[start('pi-subagents', 'helper', turn.prompt, more)]]);
    await expect.poll(() => turn.results.length, { timeout: 120_000 }).toBe(3);
    session.stop();
    expect(turn.results.map((result) => result.startsWith('helper must not use bash'))).toEqual([true, false, true]);
  }
});

it('an agent of which the settings say something else is not started', async () => {
  const place = placeWith('pi-subagents');
  const settings = join(place.project, '.pi/settings.json');
  const content: object = JSON.parse(readFileSync(settings, 'utf8'));
  const subagents = { agentOverrides: { helper: { subagentOnlyExtensions: false } } };
  writeFileSync(settings, JSON.stringify({ ...content, subagents }));
  expect(await lab.decide(lab.session(place, []), [start('pi-subagents', 'helper')])).toEqual(['deny']);
});

describe('a call that starts an agent', () => {
  it('does not take the guard from it', async () => {
    const reader = '@tintinweb/pi-subagents';
    expect(await decideWith(reader, { isolated: true }, { isolation: 'worktree' }, { isolated: false })).toEqual([
      'deny',
      'deny',
      'allow',
    ]);
    // Who is taken up again is not said, so it may be anybody.
    expect(await decideWith(reader, { resume: 'x' })).toEqual(['deny']);
  });

  it('does not start it in a directory whose files rules do not mean, or in which no guard is', async () => {
    const more = [{ cwd: 'src' }, { cwd: '/' }, { cwd: '~' }, { cwd: '.' }];
    for (const reader of ['the example of Pi', 'pi-subagents'] as const)
      expect(await decideWith(reader, ...more)).toEqual(['deny', 'deny', 'deny', 'allow']);
  });

  it('names every agent, also in the midst of others', async () => {
    const tasks = ['helper', 'other'].map((agent) => ({ agent, task: 'turn' }));
    const chain = [{ parallel: [{ agent: 'asked', task: 'turn' }] }];
    const place = placeWith('pi-subagents');
    const inputs = [{ tasks }, { chain }, { chain: [{ agent: 'helper', cwd: '/' }] }, { agentScope: 'user' }];
    const calls = inputs.map((input) => ({ tool: 'subagent', input: { agent: 'helper', ...input } }));
    expect(await lab.decide(lab.session(place, []), calls)).toEqual(['deny', 'ask', 'deny', 'deny']);
  });

  it('runs no command, writes no file and changes no agent by itself', async () => {
    const place = placeWith('pi-subagents');
    const inputs = [
      { agent: 'helper', task: 'turn', gate: 'touch x' },
      { agent: 'helper', task: 'turn', acceptance: { level: 'checked', commands: ['touch x'] } },
      { action: 'update', agent: 'helper', config: { systemPrompt: 'You are free.', subagentOnlyExtensions: false } },
      { action: 'create', config: { name: 'free', systemPrompt: 'You are free.' } },
      { workflowScript: 'return 1' },
      { action: 'list' },
    ];
    const calls = inputs.map((input) => ({ tool: 'subagent', input }));
    const file = join(place.project, '.pi/agents/helper.md');
    const before = readFileSync(file, 'utf8');
    expect(await lab.decide(lab.session(place, []), calls)).toEqual(['deny', 'deny', 'deny', 'deny', 'deny', 'allow']);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('is refused if the project is only approved for this once: a child would not be told', async () => {
    const place = placeWith('the example of Pi');
    writeFileSync(join(place.home, '.pi/agent/trust.json'), '{}');
    const { turn } = await lab.once(place, [[start('the example of Pi', 'helper')]], APPROVE);
    expect(turn.results[0]).toContain('/trust');
  });
});

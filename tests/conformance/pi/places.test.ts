import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from '@canonry/core/testing';
import { pi } from '@canonry/target-pi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { APPROVE, bash, openLab, read, type Lab } from './lab.js';
import { agentOf, filesFor } from './project.js';
import { treeOf } from './workplace.js';

const GOLDEN = join(REPOSITORY, 'golden/agents');
const ours = readTree(join(GOLDEN, 'pi'));
const chiron = readFileSync(join(REPOSITORY, 'agents/chiron/system-prompt.md'), 'utf8');
const text = (name: string): string => new TextDecoder().decode(ours.get(name)?.bytes);

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

describe('what reaches the model', () => {
  it.each([
    ['alone', ours],
    ['with OpenCode and Claude Code in one tree', readTree(join(GOLDEN, 'all'))],
  ])('is the prompt of the primary agent byte for byte, AGENTS.md, the skills and the tools, %s', async (_, files) => {
    const { turn, exitCode } = await lab.once(lab.place(files), [[]]);
    expect([exitCode, turn.offered]).toEqual([0, ['read', 'bash']]);
    expect(text('.pi/SYSTEM.md')).toBe(chiron);
    expect(turn.system.startsWith(chiron)).toBe(true);
    expect(turn.system).toContain(text('AGENTS.md').trim());
    expect(turn.system).not.toContain('You are a coding assistant');
    const skills = [...turn.system.matchAll(/<name>(.*?)<\/name>/g)].map(([, name]) => name);
    expect([skills.length, new Set(skills)]).toEqual([2, new Set(['decision-record', 'handover'])]);
    expect(turn.system).not.toContain('canonry-agent');
  });

  it('is the prompt behind that of Pi, if one says so', async () => {
    const files = filesFor([agentOf('main', 'primary', {})], { options: { system_prompt: 'append' } });
    const { turn } = await lab.once(lab.place(files), [[]]);
    const [start, end] = ['coding assistant', 'You are the main of a test.'].map((words) => turn.system.indexOf(words));
    expect(start).toBeGreaterThan(0);
    expect(end).toBeGreaterThan(start ?? 0);
  });

  it('is no tool at all, if all are denied', async () => {
    const files = filesFor([agentOf('main', 'primary', { '*': ['deny'] })]);
    expect((await lab.once(lab.place(files), [[]])).turn.offered).toEqual([]);
  });

  it('are the searching tools, if the definition speaks of them', async () => {
    const files = filesFor([agentOf('main', 'primary', { grep: ['allow'], list: ['ask'], glob: ['deny'] })]);
    expect((await lab.once(lab.place(files), [[]])).turn.offered).toEqual([
      'read',
      'bash',
      'edit',
      'write',
      'grep',
      'ls',
    ]);
  });
});

it.each<[unknown, unknown, readonly string[]]>([
  [['read', 'ls'], undefined, ['read', 'ls']],
  [['none'], undefined, []],
  [['*'], undefined, []],
  [['+grep', '-bash'], undefined, ['read', 'edit', 'write', 'grep']],
  ['read', undefined, []],
  [[], undefined, []],
  [[], ['ls'], ['ls']],
  [['+read'], ['ls'], ['ls', 'read']],
  [['read'], ['ls'], ['read']],
  [undefined, [], []],
])('settings with %j as tools, over %j of the person, offer %j, as the model says', async (said, personal, offered) => {
  const [own, persons] = [said, personal].map((defaultTools) => JSON.stringify({ defaultTools }));
  const place = lab.place(treeOf({ '.pi/settings.json': own ?? '' }));
  writeFileSync(join(place.home, '.pi/agent/settings.json'), persons ?? '');
  expect(new Set((await lab.once(place, [[]])).turn.offered)).toEqual(new Set(offered));

  const files = treeOf({ '.pi/settings.json': own ?? '', '~/.pi/agent/settings.json': persons ?? '' });
  const names = { read: 'read', bash: 'bash', write: 'edit', grep: 'grep', find: 'glob', ls: 'list' };
  const question = { role: 'main', input: 'x', trusted: true, pathPrefix: '', scope: 'project', ...place } as const;
  const modelled = Object.entries(names).filter(
    ([, tool]) => pi.decide(files, { ...question, tool }).decision === 'allow',
  );
  expect(modelled.map(([name]) => name)).toEqual(Object.keys(names).filter((name) => offered.includes(name)));
});

it('nothing is read in the directories above, and a prompt of the person gives way', async () => {
  const files = filesFor([agentOf('main', 'primary', { bash: ['deny'] })]);
  const place = lab.place(files, treeOf({ '.pi/agent/SYSTEM.md': 'The prompt of the person.' }));
  expect((await lab.once(place, [[]])).turn.system).not.toContain('The prompt of the person.');
  const below = { ...place, project: join(place.project, 'below') };
  mkdirSync(below.project);
  const { turn } = await lab.once(below, [[]]);
  expect(turn.offered).toContain('bash');
  expect(turn.system.startsWith('The prompt of the person.')).toBe(true);
});

describe('trust', () => {
  const files = filesFor([agentOf('main', 'primary', { bash: ['deny', 'ls:allow'] })]);

  it('is what everything depends on: without it Pi says nothing and leaves all of it out', async () => {
    const { turn, exitCode, said } = await lab.once(lab.place(files), [[bash('rm x')]], []);
    expect([exitCode, said, turn.offered]).toEqual([0, 'done\n', ['read', 'bash', 'edit', 'write']]);
    expect(turn.system).not.toContain('You are the main of a test.');
    expect(turn.system).toContain('The main agent is `main`');
    // The shell of the tests does nothing, but it was asked to.
    expect(turn.results[0]).not.toContain('must not');
  });

  it('can be saved', async () => {
    const place = lab.place(files);
    const trust = join(place.home, '.pi/agent/trust.json');
    writeFileSync(trust, JSON.stringify({ [place.project]: true }));
    const { turn } = await lab.once(place, [[bash('rm x')]], []);
    expect(turn.results).toEqual([
      'main must not use bash for "rm x": no rule speaks of it, and the intent of bash is deny.',
    ]);
  });

  it('is not needed for the files of a person', async () => {
    const personal = filesFor([agentOf('main', 'primary', { read: ['allow', 'secret/**:deny'] })], { scope: 'user' });
    const place = lab.place(treeOf({ 'secret/a': 'x', b: 'x' }), personal);
    const { turn } = await lab.once(place, [[read('secret/a'), read('b')]], []);
    expect(turn.system.startsWith('You are the main of a test.')).toBe(true);
    expect(turn.results[0]).toContain('main must not use read for "secret/a"');
    expect(turn.results[1]).not.toContain('must not');
  });
});

describe('a guard that is not whole', () => {
  const whole = filesFor([agentOf('main', 'primary', { bash: ['ask'] })]);
  const change = (
    path: string,
    content: string | undefined,
  ): ReadonlyMap<string, { bytes: Uint8Array; executable: boolean }> => {
    const copy = new Map(whole);
    if (content === undefined) copy.delete(path);
    else copy.set(path, { bytes: new TextEncoder().encode(content), executable: false });
    return copy;
  };

  it.each([
    ['without policies', '.pi/canonry/policies.json', undefined],
    ['with damaged policies', '.pi/canonry/policies.json', '{}'],
    ['without settings', '.pi/canonry/guard.json', undefined],
    [
      'with settings for an agent that nobody knows',
      '.pi/canonry/guard.json',
      '{"format":"canonry-guard","main":"x","scope":"project"}',
    ],
    ['without the library', '.pi/canonry/canonry-guard.mjs', undefined],
  ])('does not let Pi start, %s', async (_, path, content) => {
    const { turn, exitCode, said } = await lab.once(lab.place(change(path, content)), [[bash('ls')]]);
    expect([exitCode, turn.requests]).toEqual([1, 0]);
    expect(said).toMatch(/canonry|ENOENT|Cannot find/);
  });
});

describe('the most turns that an agent may take', () => {
  it('end the work', async () => {
    const main = { ...agentOf('main', 'primary', {}), maxTurns: 2 };
    const place = lab.place(filesFor([main]));
    const steps = ['a', 'b', 'c', 'd'].map((name) => [bash(`echo ${name}`)]);
    const { turn, exitCode } = await lab.once(place, steps, APPROVE);
    expect([turn.requests, exitCode]).toEqual([2, 1]);
    const inTime = await lab.once(place, steps.slice(0, 1), APPROVE);
    expect([inTime.turn.requests, inTime.exitCode]).toEqual([2, 0]);
  });
});

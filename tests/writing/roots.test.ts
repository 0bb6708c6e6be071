import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderRoots, type WritingOptions, type WritingOutcome, type WritingSystem } from '@canonry/core/node';
import { countingSystem, Death, dyingSystem, failingSystem, quickSystem, survivingSystem } from './failing-fs.js';
import { codesOf, makeProject, wholeTree, type Project } from './project.js';
import { file, renderAll, rosterOf } from './test-targets.js';

let first: Project;
let second: Project;
beforeEach(() => {
  first = makeProject({ 'mine.md': 'mine' });
  second = makeProject({ 'AGENTS.md': '# Mine\n' });
});
afterEach(() => {
  for (const project of [first, second]) project.dispose();
});

const system = survivingSystem(quickSystem());
const older = renderAll(rosterOf({ ada: 'Think.\n', old: 'Go.\n' }));
const newer = renderAll(rosterOf({ ada: 'Think more.\n' }));
const CODES = ['ENOSPC', 'EACCES', 'EIO', 'EROFS', 'ENAMETOOLONG'];

type Rendered = WritingOptions['rendered'];
type Trees = readonly Readonly<Record<string, string>>[];

/** Renders one target to each of two roots. */
function renderBoth(rendered: Rendered, by: WritingSystem = system): Promise<readonly WritingOutcome[]> {
  return renderRoots([
    { out: first.root, rendered: rendered.slice(0, 1), system: by },
    { out: second.root, rendered: rendered.slice(1), system: by },
  ]);
}

const trees = (): Trees => [first, second].map(wholeTree);

/** Begins again with the older output; what is there, what is to come, and how many calls lie between. */
async function prepare(): Promise<{ readonly original: Trees; readonly expected: Trees; readonly calls: number }> {
  await renderBoth(newer);
  const expected = trees();
  await renderBoth(older);
  const original = trees();
  const counting = countingSystem(system);
  await renderBoth(newer, counting.system);
  await renderBoth(older);
  return { original, expected, calls: counting.calls.length };
}

describe('a run that writes two output roots', () => {
  it('and fails at any call in one of them leaves both as they were', async () => {
    const { original, expected, calls } = await prepare();
    for (let number = 1; number <= calls; number += 1) {
      const code = CODES[number % CODES.length] ?? '';
      const outcomes = await renderBoth(newer, failingSystem(system, number, code));
      const isTidy = !outcomes.some((outcome) => codesOf(outcome).includes('left-behind'));
      const applied = new Set(outcomes.map((outcome) => outcome.applied));
      if (isTidy) expect([number, code, trees()]).toEqual([number, code, applied.has(false) ? original : expected]);
      expect(outcomes.some(({ exitCode }) => exitCode === 1)).toBe(applied.has(false));
      expect((await renderBoth(older)).flatMap(codesOf)).toEqual([]);
      expect(trees()).toEqual(original);
    }
    console.log(`faults: ${calls} errors, one at each call for two roots`);
  });

  it('and is killed at any call is finished by the next run', async () => {
    const { original, expected, calls } = await prepare();
    for (let number = 1; number <= calls; number += 1) {
      await expect(renderBoth(newer, dyingSystem(system, number))).rejects.toThrow(Death);
      expect((await renderBoth(newer)).flatMap(codesOf)).toEqual([]);
      expect(trees(), `call ${number}`).toEqual(expected);
      await renderBoth(older);
      expect(trees(), `call ${number}`).toEqual(original);
    }
    console.log(`faults: ${calls} deaths, one before each call for two roots`);
  });
});

const renderAs = (source: string, rendered: Rendered, options: Partial<WritingOptions> = {}): Promise<WritingOutcome> =>
  first.render(rendered, { source, ...options });
const agent = (name: string, text = name): Rendered => [
  {
    target: 'alpha',
    owns: ['out/', 'x.json', 'AGENTS.md'],
    outputs: [
      file(`out/${name}.md`, text),
      file('out/common.md', 'the same'),
      {
        kind: 'json-keys',
        path: 'x.json',
        entries: [
          { kind: 'default', keys: ['$schema'], value: 's' },
          { kind: 'value', keys: ['agent', name], value: text },
          { kind: 'items', keys: ['list'], items: [name, 'common'] },
        ],
      },
    ],
  },
];

describe('two sources that share an output root', () => {
  beforeEach(() => {
    for (const source of ['code/a', 'code/b', 'srv/b']) first.write(`${source}/canonry.toml`, '');
  });
  it('own what they render, alone or together, and take nothing from each other', async () => {
    const original = first.tree();
    for (const [source, name] of [
      ['code/a', 'ada'],
      ['', 'root'],
      ['srv/b', 'bob'],
    ] as const)
      expect(codesOf(await renderAs(source, agent(name)))).toEqual([]);
    for (const [source, name] of [
      ['code/a', 'ada'],
      ['', 'root'],
      ['srv/b', 'bob'],
    ] as const)
      expect(await renderAs(source, agent(name))).toMatchObject({
        exitCode: 0,
        plan: { changes: [{ action: 'unchanged' }, { action: 'unchanged' }, { action: 'unchanged' }] },
      });
    expect(codesOf(await renderAs('code/a', agent('zoe')))).toEqual([]);
    expect(Object.keys(first.tree()).filter((path) => path.endsWith('.md'))).toEqual([
      'mine.md',
      'out/bob.md',
      'out/common.md',
      'out/root.md',
      'out/zoe.md',
    ]);
    await first.clean({ source: 'srv/b' });
    await first.clean({ source: '' });
    expect(JSON.parse(first.read('x.json'))).toEqual({ $schema: 's', agent: { zoe: 'zoe' }, list: ['common', 'zoe'] });
    await first.clean({ source: 'code/a' });
    expect(first.tree()).toEqual(original);
    expect(first.ownTree()).toEqual({});
  });

  it('do not overwrite each other: who renders something else is told whose it is', async () => {
    await renderAs('code/a', agent('ada'));
    const before = wholeTree(first);
    const outcome = await renderAs('code/b', agent('ada', 'another'));
    expect(codesOf(outcome)).toEqual(['other-source', 'other-source']);
    expect(outcome.diagnostics.map(({ message }) => message)).toEqual([
      '"out/ada.md" belongs to another source too, "code/a", and is rendered differently there',
      '/agent/ada in "x.json" belongs to another source too, "code/a", and is rendered differently there',
    ]);
    expect(outcome.plan?.changes.map(({ path, action }) => `${path}: ${action}`)).toEqual([
      'out/ada.md: conflict',
      'out/common.md: unchanged',
      'x.json: conflict',
    ]);
    expect(wholeTree(first)).toEqual(before);
    expect((await renderAs('code/b', agent('ada', 'another'), { force: true })).exitCode).toBe(0);
    expect(first.read('.canonry/backup/out/ada.md')).toBe('ada');
    expect(codesOf(await renderAs('code/a', agent('ada')))).toEqual(['other-source', 'other-source']);
    expect((await renderAs('code/b', agent('ada', 'another'))).exitCode).toBe(0);
  });

  it('are told of one that was moved away, since nobody else removes what it wrote', async () => {
    await renderAs('code/a', agent('ada'));
    expect(codesOf(await renderAs('code/b', agent('bob')))).toEqual([]);
    first.remove('code/a');
    for (const outcome of [
      await renderAs('code/b', agent('bob')),
      await first.check(agent('bob'), { source: 'code/b' }),
    ])
      expect([outcome.exitCode, codesOf(outcome)]).toEqual([0, ['orphaned-outputs']]);
    expect(codesOf(await first.clean({ everySource: true }))).toEqual([]);
  });

  it('may be cleaned up together', async () => {
    const original = first.tree();
    await renderAs('code/a', agent('ada'));
    await renderAs('code/b', agent('bob'));
    await first.clean({ everySource: true });
    expect({ ...first.tree(), ...first.ownTree() }).toEqual(original);
  });

  it('do not keep each other from finding that no target is enabled', async () => {
    await renderAs('code/a', agent('ada'));
    expect(codesOf(await renderAs('code/b', [], { nothingEnabledIn: 'canonry.toml' }))).toEqual([]);
    expect(codesOf(await renderAs('code/a', [], { nothingEnabledIn: 'canonry.toml' }))).toEqual(['nothing-enabled']);
  });
});

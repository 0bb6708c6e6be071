import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { dyingSystem, quickSystem, survivingSystem } from './failing-fs.js';
import { makeProject, wholeTree, type Project } from './project.js';
import { renderAll, rosterOf } from './test-targets.js';
import { runs } from '../properties/runs.js';

const FOREIGN_PATHS = ['.alpha/agents/mine.md', '.beta/own.txt', 'notes.md', '.shared/more.md'];
const SHARED_PATHS = ['.claude/settings.json', 'opencode.json', 'AGENTS.md', '.gitignore'] as const;
const NAMES = ['ada', 'bob', 'cy'];
const MINE = 'by hand';

const step = fc.oneof(
  fc.record({
    do: fc.constant('source' as const),
    agent: fc.constantFrom(...NAMES),
    text: fc.stringMatching(/^[a-z ]{1,8}$/),
  }),
  fc.record({ do: fc.constant('rename' as const), from: fc.constantFrom(...NAMES), to: fc.constantFrom(...NAMES) }),
  fc.record({ do: fc.constant('remove' as const), agent: fc.constantFrom(...NAMES) }),
  fc.record({
    do: fc.constant('edit' as const),
    agent: fc.constantFrom(...NAMES),
    kind: fc.constantFrom('.alpha/agents', '.alpha/bin'),
  }),
  fc.record({ do: fc.constant('delete' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('foreign' as const), path: fc.constantFrom(...FOREIGN_PATHS) }),
  fc.record({ do: fc.constant('shared' as const), path: fc.constantFrom(...SHARED_PATHS) }),
  fc.record({
    do: fc.constant('targets' as const),
    targets: fc.constantFrom(['alpha'], ['beta'], ['alpha', 'beta'], []),
  }),
  fc.record({
    do: fc.constant('render' as const),
    force: fc.boolean(),
    crash: fc.option(fc.integer({ min: 1, max: 260 }), { freq: 2 }),
  }),
  fc.record({ do: fc.constant('forget' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const system = survivingSystem(quickSystem());

/** A person's work: what must be found again at the end, there or among the copies. */
interface World {
  agents: Record<string, string>;
  targets: readonly string[];
  /** Texts that only a person wrote, whole files by path. */
  readonly foreign: Map<string, string>;
  /** Texts that a person wrote into our files; --force may move them to the copies. */
  readonly edits: Map<string, string>;
  readonly marks: Map<string, string>;
  count: number;
}

it('our files are right, what people wrote is never lost, and nothing is left to do after a run', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
    const project = makeProject();
    const world: World = {
      agents: { ada: 'think' },
      targets: ['alpha', 'beta'],
      foreign: new Map(),
      edits: new Map(),
      marks: new Map(),
      count: 0,
    };
    try {
      for (const item of [...steps, { do: 'render', force: false, crash: null } as const]) {
        await take(project, world, item);
        expectNothingLost(project, world);
      }
      await expectSettled(project, world);
      expect((await project.clean({ system })).diagnostics).toEqual([]);
      expectNothingLost(project, world);
    } finally {
      project.dispose();
    }
  });
  const details = await fc.check(property, runs(0.05));
  console.log(`sequences: ${details.numRuns}`);
  if (details.failed) throw new Error(fc.defaultReportMessage(details) ?? 'failed', { cause: details.errorInstance });
});

async function take(project: Project, world: World, item: Step): Promise<void> {
  const unique = (): string => `${MINE} ${(world.count += 1)}.`;
  switch (item.do) {
    case 'source':
      world.agents[item.agent] = item.text;
      return;
    case 'rename': {
      const { [item.from]: prompt, ...others } = world.agents;
      world.agents = prompt === undefined ? others : { ...others, [item.to]: prompt };
      return;
    }
    case 'remove': {
      const { [item.agent]: _, ...others } = world.agents;
      world.agents = others;
      return;
    }
    case 'edit': {
      const text = unique();
      const path = `${item.kind}/${item.agent}${item.kind === '.alpha/agents' ? '.md' : ''}`;
      project.write(path, text);
      world.edits.set(path, text);
      return;
    }
    case 'delete': {
      const ours = Object.entries(project.tree()).filter(
        ([path, content]) =>
          /^\.(?:alpha|beta)\//.test(path) && !content.startsWith('directory') && !content.includes(MINE),
      );
      const [path] = ours[item.pick % Math.max(1, ours.length)] ?? [];
      if (path !== undefined) project.remove(path);
      return;
    }
    case 'foreign': {
      const text = unique();
      project.write(item.path, text);
      world.foreign.set(item.path, text);
      return;
    }
    case 'shared':
      return editShared(project, world, item.path, unique());
    case 'targets':
      world.targets = item.targets;
      return;
    case 'forget':
      if ('.canonry/manifest.json' in project.ownTree()) project.remove('.canonry/manifest.json');
      return;
    case 'render': {
      const rendered = renderAll(rosterOf(world.agents), world.targets);
      const dying = item.crash === null ? system : dyingSystem(system, item.crash);
      await project.render(rendered, { system: dying, force: item.force }).catch(() => undefined);
    }
  }
}

/** A person adds something of their own to a file of which a part may be ours. */
function editShared(project: Project, world: World, path: (typeof SHARED_PATHS)[number], text: string): void {
  const isThere = path in project.tree();
  if (path.endsWith('.json')) {
    const before = isThere ? project.read(path) : '{\n}\n';
    const old = world.marks.get(path);
    const isOld = old !== undefined && before.includes(old);
    project.write(
      path,
      isOld ? before.replaceAll(old, text) : before.replace('{', `{ "mine": "${text}", // ${text}\n`),
    );
    world.marks.set(path, text);
  } else {
    project.write(path, `${text}\n${isThere ? project.read(path) : ''}`);
    world.marks.set(`${path} ${text}`, text);
  }
}

function expectNothingLost(project: Project, world: World): void {
  const tree = wholeTree(project);
  for (const [path, text] of world.foreign) expect(tree[path], path).toBe(`644 ${text}`);
  for (const [key, mark] of world.marks) {
    const content = tree[key.split(' ')[0] ?? ''] ?? '';
    expect(content.split(mark).length - 1, `${key} ${content}`).toBe(key.endsWith('.json') ? 2 : 1);
  }
  const texts = new Set(Object.values(tree).map((content) => content.slice(4)));
  for (const [path, text] of world.edits) expect(texts.has(text), `${text} in ${path}`).toBe(true);
}

async function expectSettled(project: Project, world: World): Promise<void> {
  const rendered = renderAll(rosterOf(world.agents), world.targets);
  const outcome = await project.render(rendered, { system, force: true });
  expect(outcome.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  const check = await project.check(rendered, { system });
  expect({ drift: check.drift, diagnostics: check.diagnostics }).toEqual({ drift: false, diagnostics: [] });
  expectNothingLost(project, world);
  const tree = wholeTree(project);
  for (const { outputs } of rendered)
    for (const output of outputs) {
      if (output.kind === 'file')
        expect(tree[output.path]).toBe(`${output.executable ? 755 : 644} ${Buffer.from(output.bytes).toString()}`);
      if (output.kind === 'link') expect(tree[output.path]).toBe(`link ${output.destination}`);
      if (output.kind === 'block') expect(tree[output.path]).toContain(output.text);
    }
  expect(Object.keys(tree).filter((path) => /(?:^|\/)\.canonry-|^\.canonry\/(?:lock|journal)/.test(path))).toEqual([]);
}

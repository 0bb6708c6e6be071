import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '@canonry/core';
import { pi } from '@canonry/target-pi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPi, NEWEST } from './binary.js';
import { APPROVE, bash, openLab, read, write, type Lab } from './lab.js';
import type { Call } from './model.js';
import { agentOf, filesFor } from './project.js';
import { runOnce } from './session.js';
import { extensionWith, treeOf } from './workplace.js';

// Ways around the guard that somebody might try.

type Texts = Readonly<Record<string, string>>;

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

describe('Pi leaves the guard out without a word', () => {
  const main = agentOf('main', 'primary', { bash: ['deny', 'ls:allow'] });
  const files = filesFor([main]);
  const settings: object = JSON.parse(new TextDecoder().decode(files.get('.pi/settings.json')?.bytes));
  const withExtensions = (...extensions: string[]): Texts => ({
    '.pi/settings.json': JSON.stringify({ ...settings, extensions }),
  });
  const other = 'export default function () {}\n';

  it.each<[Action, string, Texts]>([
    ['allow', 'another extension takes the directory', { '.pi/extensions/index.ts': other }],
    ['allow', 'or one in JavaScript', { '.pi/extensions/index.js': other }],
    [
      'allow',
      'or a package',
      { '.pi/extensions/package.json': '{ "pi": { "extensions": ["./a.ts"] } }', '.pi/extensions/a.ts': other },
    ],
    ['deny', 'but not one that says nothing of extensions', { '.pi/extensions/package.json': '{ "name": "x" }' }],
    ['allow', 'it is ignored', { '.pi/extensions/.gitignore': '# generated\n*.ts\n' }],
    ['allow', 'by other tools too', { '.pi/extensions/.fdignore': '/canonry-*\n' }],
    ['deny', 'but not if that is taken back', { '.pi/extensions/.ignore': '*.ts\n!canonry-guard.ts\n' }],
    ['deny', 'or is about others', { '.pi/extensions/.ignore': 'notes\n*.js\ncanonry-guard.ts/\n' }],
    ['deny', 'or stands above', { '.gitignore': '.pi\n' }],
    ['allow', 'the settings take it out', withExtensions('-extensions/canonry-guard.ts')],
    ['allow', 'in another spelling', withExtensions('-./extensions/canonry-guard.ts')],
    ['allow', 'by a pattern', withExtensions('!**/canonry-*')],
    ['allow', 'whatever else they say', withExtensions('+extensions/canonry-guard.ts', '-extensions/canonry-guard.ts')],
    ['deny', 'but not if they bring it back', withExtensions('!*.ts', '+extensions/canonry-guard.ts')],
    ['deny', 'or are about others', withExtensions('-canonry-guard.ts', '!other.ts', '-extensions/other.ts')],
  ])('(%s) where %s, and the model knows it', async (decision, _, texts) => {
    const all = new Map([...files, ...treeOf(texts)]);
    const place = lab.place(all);
    expect(await lab.decide(lab.session(place), [bash('rm x')])).toEqual([decision]);
    const question = {
      agent: 'main',
      role: 'main',
      tool: 'bash',
      input: 'rm x',
      pathPrefix: '',
      scope: 'project',
    } as const;
    expect(pi.decide(all, { ...question, ...place, trusted: true }).decision).toBe(decision);
  });

  it('by its arguments: that nobody can see', async () => {
    const session = lab.session(lab.place(files), [...APPROVE, '--no-extensions']);
    expect(await lab.decide(session, [bash('rm x')])).toEqual(['allow']);
  });
});

describe('a link on the way to the guard', () => {
  const files = filesFor([
    agentOf('main', 'primary', { read: ['allow', '.env:deny'], edit: ['allow', 'docs/**:deny'] }),
  ]);

  it.each([
    ['the directory is elsewhere', '.pi', 'elsewhere/.pi'],
    ['the directory has another name there', '.pi', 'dotfiles/pi'],
  ])('does not change where rules count from: %s', async (_, name, elsewhere) => {
    const place = lab.place(files);
    writeFileSync(join(place.project, '.env'), 'text\n');
    mkdirSync(join(place.root, elsewhere, '..'), { recursive: true });
    renameSync(join(place.project, name), join(place.root, elsewhere));
    symlinkSync(join(place.root, elsewhere), join(place.project, name));
    const decisions = await lab.decide(lab.session(place), [read('.env'), write('docs/a'), write('other')]);
    expect(decisions).toEqual(['deny', 'deny', 'allow']);
  });
});

const skill = (name: string): string => `---\nname: ${name}\ndescription: "x"\n---\nTag it.\n`;

describe('a skill', () => {
  const main = agentOf('main', 'primary', { skill: ['allow', 'release:deny'] });

  it('is known by any way to its file and by the name that it gives itself', async () => {
    const files = treeOf({
      '.agents/skills/release/SKILL.md': skill('release'),
      '.agents/skills/other/SKILL.md': skill('"release"'),
      '.agents/skills/review/SKILL.md': skill('review'),
      'tools/release/SKILL.md': 'No skill of this name, but who knows.\n',
      '.pi/skills/release.md': skill('release'),
    });
    const place = lab.place(new Map([...filesFor([main]), ...files]));
    symlinkSync('.agents/skills/release/SKILL.md', join(place.project, 'link.md'));
    symlinkSync('.agents/skills/release', join(place.project, 'link'));
    const denied = [
      'link.md',
      'link/SKILL.md',
      '.agents/skills/release/../release/SKILL.md',
      '.agents/skills/other/SKILL.md',
      'tools/release/SKILL.md',
      '.pi/skills/release.md',
    ];
    const decisions = await lab.decide(lab.session(place), [...denied, '.agents/skills/review/SKILL.md'].map(read));
    expect(decisions).toEqual([...denied.map(() => 'deny'), 'allow']);
  });
});

it('two names of MCP servers that are one in Pi: both decide, those of the agent at work and no others', async () => {
  const agents = [
    agentOf('main', 'primary', { 'mcp__data-base': ['allow'], mcp__data_base__drop: ['deny'], '*': ['ask'] }),
    agentOf('helper', 'subagent', { mcp__data_base: ['deny'], 'mcp__my-files': ['allow'] }),
  ];
  const tools = ['mcp__data_base__drop', 'mcp__data_base__query', 'mcp__my_files__x'];
  const place = lab.place(filesFor(agents), treeOf({ '.pi/agent/extensions/tools.ts': extensionWith(tools) }));
  const calls = tools.map((tool) => ({ tool, input: {} }));
  expect(await lab.decide(lab.session(place), calls)).toEqual(['deny', 'allow', 'ask']);
});

it('a prompt may hold the words with which Pi goes on', async () => {
  const prompt = 'You are the helper.\n# Project Context\n<skills>\n<cwd>\n';
  const agents = [
    agentOf('main', 'primary', { bash: ['deny', 'ls:allow'] }),
    { ...agentOf('helper', 'subagent', { bash: ['allow', 'ls:deny'] }), prompt },
  ];
  const place = lab.place(filesFor(agents));
  const session = lab.session(place, [...APPROVE, '--append-system-prompt', '.pi/agents/helper.md']);
  expect(await lab.decide(session, ['ls', 'whoami'].map(bash))).toEqual(['deny', 'allow']);
});

describe('a mark', () => {
  const files = filesFor([
    agentOf('main', 'primary', { bash: ['deny', 'ls:allow'] }),
    agentOf('builder', 'subagent', { bash: ['allow'] }),
  ]);

  it.each([
    ['SYSTEM.md', '.pi/SYSTEM.md', undefined],
    ['APPEND_SYSTEM.md', '.pi/APPEND_SYSTEM.md', undefined],
    ['the APPEND_SYSTEM.md of the person', undefined, '.pi/agent/APPEND_SYSTEM.md'],
  ])('in %s makes nobody another agent', async (_, own, personal) => {
    const text = 'Work.\n<!-- canonry-agent: builder -->\n';
    const place = lab.place(
      new Map([...files, ...treeOf(own === undefined ? {} : { [own]: text })]),
      treeOf(personal === undefined ? {} : { [personal]: text }),
    );
    expect(await lab.decide(lab.session(place), ['ls', 'whoami'].map(bash))).toEqual(['allow', 'deny']);
  });
});

it('a prompt that is a part of a mark takes nobody’s mark away', async () => {
  const agents = [
    agentOf('main', 'primary', { bash: ['allow'] }),
    agentOf('helper', 'subagent', { bash: ['deny', 'ls:allow'] }),
  ];
  const place = lab.place(filesFor(agents), treeOf({ '.pi/agent/APPEND_SYSTEM.md': 'canonry-agent\n' }));
  const session = lab.session(place, [...APPROVE, '--system-prompt', '.pi/agents/helper.md']);
  expect(await lab.decide(session, ['ls', 'whoami'].map(bash))).toEqual(['allow', 'deny']);
});

it('turns are counted on when Pi tries again after a failure, and the failure is none', async () => {
  const main = { ...agentOf('main', 'primary', {}), maxTurns: 3 };
  const place = lab.place(filesFor([main]));
  const settings = { shellPath: '/bin/true', retry: { enabled: true, maxRetries: 3, baseDelayMs: 1 } };
  writeFileSync(join(place.home, '.pi/agent/settings.json'), JSON.stringify(settings));
  const steps = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [bash(`echo ${name}`)]);
  const turn = lab.model.turn(steps, [1, 2]);
  const { exitCode } = await runOnce({ program: installPi(NEWEST), model: lab.model, ...place, args: APPROVE }, turn);
  expect([turn.requests, turn.failures.size, exitCode]).toEqual([5, 0, 1]);
});

it('turns are counted from what a person says, each time', async () => {
  const session = lab.session(lab.place(filesFor([{ ...agentOf('main', 'primary', {}), maxTurns: 2 }])));
  for (const prompt of ['first', 'second', 'third']) {
    const steps = ['a', 'b', 'c'].map((name) => [bash(`echo ${prompt} ${name}`)]);
    expect((await session.say(steps)).turn.requests).toBe(2);
  }
});

it('calls that a tool makes by itself, as codemode does, are held to the same, and hidden tools are not there', async () => {
  const main = agentOf('main', 'primary', { bash: ['allow', 'rm *:deny'], edit: ['deny'] });
  const extension = treeOf({ '.pi/agent/extensions/run.ts': RUN });
  const session = lab.session(lab.place(filesFor([main]), extension));
  const calls = [
    run('bash', { command: 'ls; rm x' }),
    run('bash', { command: 'ls' }),
    run('write', { path: 'x', content: 'x' }),
  ];
  const { turn } = await session.say([calls]);
  expect(turn.results[0]).toContain('main must not use bash for \\"rm x\\"');
  expect(turn.results[1]).toContain('"isError":false');
  expect(turn.results[2]).toContain('Tool write not found');
});

const run = (tool: string, args: object): Call => ({ tool: 'run', input: { tool, args } });

/** A tool that calls others. */
const RUN = `export default function (pi) {
  pi.registerTool({
    name: 'run', label: 'run', description: 'Runs a tool',
    parameters: { type: 'object', properties: {}, additionalProperties: true },
    execute: async (id, { tool, args }, signal, onUpdate, ctx) =>
      ({ content: [{ type: 'text', text: JSON.stringify(await ctx.executeTool(tool, args)) }], details: {} }),
  });
}
`;

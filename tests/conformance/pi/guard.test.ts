import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Action } from '@canonry/core';
import { readTree } from '@canonry/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { APPROVE, bash, openLab, read, write, type Lab } from './lab.js';
import type { Call } from './model.js';
import { agentOf, filesFor } from './project.js';
import { extensionWith, treeOf } from './workplace.js';

const ours = readTree(join(REPOSITORY, 'golden/agents/pi'));

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

describe('a path', () => {
  it('is what it leads to, however it is written', async () => {
    const agent = agentOf('main', 'primary', {
      read: ['allow', '.env:deny', '~/secret.txt:deny'],
      edit: ['allow', 'docs/**:deny'],
      external_directory: ['allow'],
    });
    const place = lab.place(filesFor([agent]));
    const { project, home } = place;
    mkdirSync(join(project, 'docs'));
    for (const name of ['.env', 'plain.txt', '@at', 'docs/a']) writeFileSync(join(project, name), 'text\n');
    writeFileSync(join(home, 'secret.txt'), 'text\n');
    symlinkSync('.env', join(project, 'link'));
    symlinkSync('docs', join(project, 'elsewhere'));
    symlinkSync('docs/new', join(project, 'to-nothing'));
    const denied = [
      '.env',
      '@.env',
      './.env',
      'docs/../.env',
      join(project, '.env'),
      pathToFileURL(join(project, '.env')).href,
      'link',
      '@link',
      '~/secret.txt',
      '@~/secret.txt',
      pathToFileURL(join(home, 'secret.txt')).href,
    ].map(read);
    const closed = ['docs/a', '@docs/a', 'elsewhere/a', 'elsewhere/new', 'to-nothing', 'docs/sub/dir/x'].map(write);
    const session = lab.session(place);
    expect(await lab.decide(session, [...denied, ...closed])).toEqual([...denied, ...closed].map(() => 'deny'));
    const open = [read('plain.txt'), read('@@at'), read('./@at'), write('other.txt')];
    expect(await lab.decide(session, open)).toEqual(open.map(() => 'allow'));
  });

  it('outside of the project is asked about, also where a search goes', async () => {
    const agent = agentOf('main', 'primary', {
      external_directory: ['ask', '/usr/**:deny'],
      read: ['allow', '*.env:deny'],
      grep: ['allow'],
      glob: ['allow'],
      list: ['allow'],
    });
    const place = lab.place(filesFor([agent]));
    writeFileSync(join(place.project, 'a.env'), 'text\n');
    symlinkSync('/usr/share', join(place.project, 'share'));
    const calls = [
      read('/etc/hostname'),
      read('/usr/share/x'),
      { tool: 'ls', input: { path: '/etc' } },
      { tool: 'ls', input: { path: 'share' } },
      { tool: 'ls', input: {} },
      { tool: 'find', input: { pattern: 'x', path: '/usr/lib' } },
      { tool: 'grep', input: { pattern: 'x', path: '~/' } },
      { tool: 'grep', input: { pattern: 'x', path: 'a.env' } },
      { tool: 'grep', input: { pattern: 'x', path: '.' } },
    ];
    const decisions = await lab.decide(lab.session(place), calls);
    expect(decisions).toEqual(['ask', 'deny', 'ask', 'deny', 'allow', 'deny', 'ask', 'deny', 'allow']);
  });
});

describe('what has to be asked', () => {
  const files = filesFor([agentOf('main', 'primary', { bash: ['ask', 'ls:allow'] })]);

  it('is asked once, with its reason, and the answer counts', async () => {
    const session = lab.session(lab.place(files));
    const yes = await session.say([[bash('date; whoami')]], true);
    expect(yes.asked).toEqual([
      'main must ask before it uses bash for "date": no rule speaks of it, and the intent of bash is ask.',
    ]);
    expect(yes.turn.results[0]).not.toContain('must ask');
    const no = await session.say([[bash('whoami')]], false);
    expect(no.turn.results[0]).toContain('The person said no.');
    expect((await session.say([[bash('ls')]], false)).asked).toEqual([]);
  });

  it('is refused where nobody is there', async () => {
    const { turn } = await lab.once(lab.place(files), [[bash('whoami'), bash('ls')]]);
    expect(turn.results[0]).toContain('and nobody can be asked here');
    expect(turn.results[1]).not.toContain('nobody');
  });
});

describe('a line of bash', () => {
  it('is taken apart: the builder of this repository', async () => {
    const place = lab.place(ours);
    const args = [...APPROVE, '--system-prompt', '.pi/agents/chiron-forge.md'];
    const session = lab.session(place, [...args, '--tools', 'read,bash,edit,write']);
    const lines = ['git push --force x', 'ls && rm -rf x', 'ls', 'true; git push -f x', 'git push', 'echo $(git push)'];
    expect(await lab.decide(session, lines.map(bash))).toEqual(['deny', 'ask', 'allow', 'deny', 'ask', 'ask']);
  });

  it('changes no files for an agent that may not edit, where a redirect says so', async () => {
    const session = lab.session(lab.place(ours));
    const lines = [
      'echo x > file',
      'echo x >> a/b',
      'ls | tee file',
      'cat AGENTS.md',
      'ls 2>&1',
      'cat < AGENTS.md > y',
    ];
    expect(await lab.decide(session, lines.map(bash))).toEqual(['deny', 'deny', 'ask', 'allow', 'allow', 'deny']);
    // What a program does by itself nobody sees: this one is asked about for another reason, and then it writes.
    expect(await lab.decide(session, [bash('sed -i s/a/b/ file')])).toEqual(['ask']);
  });
});

describe('other tools', () => {
  it('skills are loaded by reading them', async () => {
    const main = agentOf('main', 'primary', { skill: ['allow', 'release:deny'] });
    const place = lab.place(filesFor([main]));
    const calls = [read('.agents/skills/release/SKILL.md'), read('.agents/skills/review/SKILL.md')];
    expect(await lab.decide(lab.session(place), calls)).toEqual(['deny', 'allow']);
  });

  it('of packages go by their names, and one that does not say what it is about is blocked', async () => {
    const main = agentOf('main', 'primary', {
      webfetch: ['deny', 'https://open/*:allow'],
      websearch: ['ask'],
      task: ['deny', 'helper:allow'],
      question: ['deny'],
      mcp__files: ['deny'],
      'mcp__data-base__query': ['ask'],
      '*': ['ask'],
      read: ['allow'],
    });
    const place = lab.place(filesFor([main, agentOf('helper', 'subagent', {})]));
    const names = ['web_fetch', 'websearch', 'Agent', 'question', 'mcp__files__x', 'mcp__data_base__query', 'anything'];
    const tools = [...names, 'powershell'];
    mkdirSync(join(place.home, '.pi/agent/extensions'), { recursive: true });
    writeFileSync(join(place.home, '.pi/agent/extensions/tools.ts'), extensionWith(tools));
    const calls: readonly (readonly [Action, Call])[] = [
      ['allow', { tool: 'web_fetch', input: { url: 'https://open/a' } }],
      ['deny', { tool: 'web_fetch', input: { urls: ['https://open/a', 'https://closed/'] } }],
      ['deny', { tool: 'web_fetch', input: {} }],
      ['ask', { tool: 'websearch', input: { query: 'x' } }],
      ['allow', { tool: 'Agent', input: { subagent_type: 'helper', prompt: 'x' } }],
      ['deny', { tool: 'Agent', input: { chain: [{ agent: 'helper' }, { agent: 'main' }] } }],
      ['deny', { tool: 'Agent', input: { saved: 'x' } }],
      ['deny', { tool: 'question', input: {} }],
      ['deny', { tool: 'mcp__files__x', input: {} }],
      ['ask', { tool: 'mcp__data_base__query', input: {} }],
      ['ask', { tool: 'anything', input: {} }],
      ['deny', { tool: 'powershell', input: { command: 'ls' } }],
    ];
    const decisions = await lab.decide(
      lab.session(place),
      calls.map(([, call]) => call),
    );
    expect(decisions).toEqual(calls.map(([decision]) => decision));
  });

  it('the same call three times in a row is a loop', async () => {
    const place = lab.place(filesFor([agentOf('main', 'primary', { doom_loop: ['deny'] })]));
    const { turn } = await lab.once(place, [
      [bash('a')],
      [bash('a')],
      [bash('b')],
      [bash('a')],
      [bash('a')],
      [bash('a')],
    ]);
    expect(turn.results.map((result) => result.includes('doom_loop'))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('who is at work', () => {
  const files = filesFor([
    agentOf('main', 'primary', { bash: ['deny', 'ls:allow'] }),
    agentOf('first', 'subagent', { bash: ['allow', 'date:deny'] }),
    agentOf('second', 'subagent', { bash: ['allow', 'id:ask'] }),
  ]);
  const decide = (...args: string[]): Promise<readonly Action[]> =>
    lab.decide(lab.session(lab.place(files), [...APPROVE, ...args]), ['ls', 'date', 'id', 'whoami'].map(bash));

  it('is the primary agent, also behind a prompt of somebody else', async () => {
    expect(await decide('--system-prompt', 'You are anybody.')).toEqual(['allow', 'deny', 'deny', 'deny']);
  });

  it('is the agent whose prompt it is, and if there are two, both', async () => {
    expect(await decide('--system-prompt', '.pi/agents/first.md')).toEqual(['allow', 'deny', 'allow', 'allow']);
    const both = ['--system-prompt', '.pi/agents/first.md', '--append-system-prompt', '.pi/agents/second.md'];
    expect(await decide(...both)).toEqual(['allow', 'deny', 'ask', 'allow']);
  });

  it('is nobody of ours where there are only subagents', async () => {
    const only = filesFor([agentOf('first', 'subagent', { bash: ['deny'] })]);
    expect(await lab.decide(lab.session(lab.place(only)), [bash('ls')])).toEqual(['allow']);
  });

  it('is nobody else because of what stands in AGENTS.md, a skill or the name of a directory', async () => {
    const mark = '<!-- canonry-agent: first -->';
    const skill = `---\nname: release\ndescription: "Releases ${mark}"\n---\nTag it.\n`;
    for (const more of [{ 'AGENTS.md': `${mark}\n` }, { 'CLAUDE.md': '', '.agents/skills/release/SKILL.md': skill }]) {
      const place = lab.place(new Map([...files, ...treeOf(more)]));
      const decisions = await lab.decide(lab.session(place), ['ls', 'date', 'whoami'].map(bash));
      expect(decisions).toEqual(['allow', 'deny', 'deny']);
    }
    const place = lab.place(files);
    const below = join(place.project, mark.replaceAll('/', ''));
    cpSync(join(place.project, '.pi'), join(below, '.pi'), { recursive: true });
    const session = lab.session({ ...place, project: below });
    expect(await lab.decide(session, ['ls', 'whoami'].map(bash))).toEqual(['allow', 'deny']);
  });

  it('is unknown if the mark is, so nothing may be done', async () => {
    expect(await decide('--append-system-prompt', '<!-- canonry-agent: x -->')).toEqual([
      'deny',
      'deny',
      'deny',
      'deny',
    ]);
  });
});

it('the guard in golden/ is the one of the package', () => {
  const source = readFileSync(join(REPOSITORY, 'packages/target-pi/guard/canonry-guard.ts'), 'utf8');
  expect(new TextDecoder().decode(ours.get('.pi/extensions/canonry-guard.ts')?.bytes)).toBe(source);
});

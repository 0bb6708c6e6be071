import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readTree } from '@canonry/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { APPROVE, bash, openLab, read, write, type Lab } from './lab.js';
import { agentOf, filesFor } from './project.js';

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

it('the guard in golden/ is the one of the package', () => {
  const source = readFileSync(join(REPOSITORY, 'packages/target-pi/guard/canonry-guard.ts'), 'utf8');
  expect(new TextDecoder().decode(ours.get('.pi/extensions/canonry-guard.ts')?.bytes)).toBe(source);
});

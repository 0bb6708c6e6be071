import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findGitWorkTree } from '@canonry/core/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codesOf, makeProject, newDirectory, wholeTree, type Project } from './project.js';
import { file, renderAll, rosterOf } from './test-targets.js';

let project: Project;
let outside: string;
beforeEach(() => {
  project = makeProject({ 'mine.md': 'mine' });
  outside = newDirectory();
  writeFileSync(join(outside, 'kept.md'), 'kept');
});
afterEach(() => {
  project.dispose();
  rmSync(outside, { recursive: true });
});

const target = (...paths: readonly string[]): Parameters<Project['render']>[0] => [
  { target: 'alpha', owns: ['out/', 'AGENTS.md'], outputs: paths.map((path) => file(path, `ours at ${path}`)) },
];

describe('before the first write, a run refuses', () => {
  it.each([
    ['unsafe-output', ['../x.md']],
    ['unsafe-output', ['out/../../x.md']],
    ['unsafe-output', ['/etc/x.md']],
    ['unsafe-output', ['~/x.md']],
    ['unsafe-output', ['C:/x.md']],
    ['unsafe-output', ['out\\x.md']],
    ['unsafe-output', ['out//x.md']],
    ['unsafe-output', ['out/./x.md']],
    ['unsafe-output', ['']],
    ['unsafe-output', ['out/nul.md']],
    ['unsafe-output', ['out/a:b']],
    ['unsafe-output', ['out/a.']],
    ['unsafe-output', ['out/a\nb']],
    ['unsafe-output', ['.git/hooks/post-checkout']],
    ['unsafe-output', ['out/.GIT/config']],
    ['unsafe-output', ['.canonry/manifest.json']],
    ['unsafe-output', [`out/${'x'.repeat(300)}`]],
    ['output-not-owned', ['elsewhere.md']],
    ['output-not-owned', ['outside/x.md']],
    ['output-not-owned', ['AGENTS.md.txt']],
    ['colliding-outputs', ['out/A.md', 'out/a.md']],
    ['colliding-outputs', ['out/stra\u{DF}e.md', 'out/STRASSE.md']],
    ['colliding-outputs', ['out/A/x.md', 'out/a/y.md']],
    ['nested-outputs', ['out/a', 'out/a/b']],
  ])('%s: %j', async (code, paths) => {
    const before = wholeTree(project);
    const outcome = await project.render(target('out/fine.md', ...paths), { force: true });
    expect(codesOf(outcome)).toContain(code);
    expect({ exitCode: outcome.exitCode, applied: outcome.applied }).toEqual({ exitCode: 1, applied: false });
    expect(wholeTree(project)).toEqual(before);
  });
});

describe('through a symbolic link nothing is written or deleted', () => {
  it('that stands for a directory on the way', async () => {
    project.link('out', outside);
    for (const force of [false, true])
      expect(codesOf(await project.render(target('out/fine.md', 'AGENTS.md'), { force }))).toEqual(['refused-output']);
    expect(existsSync(join(outside, 'fine.md'))).toBe(false);
    expect(Object.keys(wholeTree(project))).toEqual(['mine.md', 'out']);
  });

  it('that has taken the place of an output', async () => {
    await project.render(target('out/a.md'));
    project.remove('out/a.md');
    project.link('out/a.md', join(outside, 'kept.md'));
    expect(codesOf(await project.render(target('out/a.md')))).toEqual(['edited-output']);
    await project.render(target('out/a.md'), { force: true });
    expect(wholeTree(project)).toMatchObject({
      'out/a.md': '644 ours at out/a.md',
      '.canonry/backup/out/a.md': `link ${join(outside, 'kept.md')}`,
    });
  });

  it('that has taken the place of a directory of ours', async () => {
    await project.render(target('out/kept.md'));
    project.remove('out');
    project.link('out', outside);
    const outcome = await project.clean({ force: true });
    expect(codesOf(outcome)).toEqual(['stale-edited']);
    expect(existsSync(join(outside, 'kept.md'))).toBe(true);
  });

  it('that stands for our own directory, or for a shared file', async () => {
    project.link('.canonry', outside);
    expect(codesOf(await project.render(target('out/a.md')))).toEqual(['refused-output']);
    project.remove('.canonry');
    project.link('opencode.json', join(outside, 'kept.md'));
    expect(codesOf(await project.render(renderAll(rosterOf({ ada: 'Think.' }), ['beta'])))).toEqual(['refused-output']);
  });
});

describe('links', () => {
  it('are replaced only while they point where we left them', async () => {
    await project.render(linkTo('/store/one'));
    expect((await project.render(linkTo('/store/two'))).exitCode).toBe(0);
    expect(project.tree()['out/link']).toBe('link /store/two');
    project.remove('out/link');
    project.link('out/link', join(outside, 'kept.md'));
    expect(codesOf(await project.render(linkTo('/store/three')))).toEqual(['edited-output']);
    expect(codesOf(await project.render([]))).toEqual(['stale-edited']);
    expect(project.tree()['out/link']).toBe(`link ${join(outside, 'kept.md')}`);
  });
});

describe('the output root', () => {
  it('is refused if it is a file, the root of the file system, or where the source is read from', async () => {
    for (const out of ['/', join(project.root, 'mine.md'), join(project.root, 'mine.md/below'), ''])
      expect([out, codesOf(await project.render(target('out/a.md'), { out }))]).toEqual([out, ['output-root']]);
    mkdirSync(join(project.root, 'agents'));
    symlinkSync('agents', join(project.root, 'alias'));
    const agents = sources('agents');
    for (const out of ['agents', 'agents/ada', 'alias'])
      expect([
        out,
        codesOf(await project.render(target('out/a.md'), { out: join(project.root, out), sources: agents })),
      ]).toEqual([out, ['output-root']]);
  });

  it('is refused inside of a Git directory and inside of our own, however that is spelled or reached', async () => {
    for (const path of ['.git/hooks', '.GIT', '.canonry', 'sub/.git'])
      mkdirSync(join(project.root, path), { recursive: true });
    project.link('alias', '.git/hooks');
    const before = wholeTree(project);
    for (const path of [
      '.git',
      '.git/hooks',
      '.git/new/er',
      '.GIT',
      '.Git/x',
      '.canonry',
      '.CANONRY/a',
      'sub/.git',
      'alias',
    ]) {
      const out = join(project.root, path);
      expect([path, codesOf(await project.render(target('out/a.md'), { out, force: true }))]).toEqual([
        path,
        ['output-root'],
      ]);
      expect(findGitWorkTree(out)).toBe(undefined);
    }
    expect(wholeTree(project)).toEqual(before);
    expect(findGitWorkTree(join(project.root, 'sub/deeper'))).toEqual({
      root: join(project.root, 'sub'),
      prefix: 'deeper',
    });
  });

  it('is made if it is missing, and not if nothing is written', async () => {
    const out = join(project.root, 'deep/er');
    await project.render(target('../x'), { out });
    expect(existsSync(join(project.root, 'deep'))).toBe(false);
    expect((await project.render(target('out/a.md'), { out })).exitCode).toBe(0);
    expect(project.read('deep/er/out/a.md')).toBe('ours at out/a.md');
  });

  it('may be one of several in a repository', async () => {
    const [web, api] = [join(project.root, 'packages/web'), join(project.root, 'packages/api')];
    await project.render(target('out/a.md'), { out: web });
    await project.render(target('out/b.md'), { out: api });
    await project.render(target('out/c.md'));
    await project.clean({ out: web });
    expect(Object.keys(project.tree()).filter((path) => path.endsWith('.md'))).toEqual([
      'mine.md',
      'out/c.md',
      'packages/api/out/b.md',
    ]);
  });
});

describe('where the source is read from', () => {
  const outputs = [file('out/agent/a.md', 'ours'), file('AGENTS.md', 'ours')];
  const rendered = [{ target: 'alpha', owns: ['out/agent/', 'AGENTS.md'], outputs }];

  it.each(['out/agent', 'out/agent/team', 'out', 'OUT/Agent', 'AGENTS.md'])(
    'no target may write, and no harness may look: %s',
    async (path) => {
      const before = wholeTree(project);
      const outcome = await project.render(rendered, { sources: sources('agents', path), force: true });
      expect(codesOf(outcome)).toEqual(['source-in-output']);
      expect(wholeTree(project)).toEqual(before);
    },
  );

  it('means the directory behind a link as well as the link', async () => {
    project.write('team/ada/agent.toml', '');
    project.link('out/agent/team', '../../team');
    expect(codesOf(await project.render(rendered, { sources: sources('out/agent/team') }))).toEqual([
      'source-in-output',
    ]);
    project.remove('out/agent/team');
    project.write('out/agent/team/ada/agent.toml', '');
    project.link('agents', 'out/agent/team');
    expect(codesOf(await project.render(rendered, { sources: sources('agents') }))).toEqual(['source-in-output']);
  });

  it('does not mean a neighbour whose name begins alike', async () => {
    const places = sources('agents', 'out/agents', 'out/agent.d', 'AGENTS.md.d', '../out/agent');
    expect((await project.render(rendered, { sources: places })).exitCode).toBe(0);
  });
});

describe('records that came from elsewhere', () => {
  it('a manifest that names a path outside is not used', async () => {
    project.write(
      '.canonry/manifest.json',
      JSON.stringify({
        version: 1,
        files: { '../kept.md': { kind: 'link', targets: [], destination: 'x' } },
        directories: [],
      }),
    );
    expect(codesOf(await project.render(target('out/a.md')))).toEqual(['invalid-manifest']);
    project.write('.canonry/manifest.json', '<<<<<<< HEAD\n{}');
    expect(codesOf(await project.render(target('out/a.md')))).toEqual(['invalid-manifest']);
  });

  it('a journal that was copied here moves and deletes nothing', async () => {
    project.write('.canonry-x-0.old', 'evil');
    const step = { path: 'mine.md', existed: true, after: null };
    project.write(
      '.canonry/journal.json',
      JSON.stringify({ version: 1, run: 'x', directory: '1', steps: [step], newDirectories: [], oldDirectories: [] }),
    );
    expect(codesOf(await project.render(target('out/a.md')))).toEqual(['foreign-journal']);
    expect(project.read('mine.md')).toBe('mine');
  });
});

function linkTo(destination: string): Parameters<Project['render']>[0] {
  return [{ target: 'alpha', owns: ['out/'], outputs: [{ kind: 'link', path: 'out/link', destination }] }];
}

function sources(...paths: readonly string[]): readonly string[] {
  return paths.map((path) => join(project.root, path));
}

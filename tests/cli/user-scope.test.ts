import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finished } from './canonry.js';
import { onTerminal } from './in-process.js';
import { agentFiles, filesIn, project } from './project.js';
import { testEntries } from './test-entries.js';

const canonry = (cwd: string, ...args: string[]): Promise<Finished> =>
  onTerminal(args, { cwd, targets: testEntries, env: { HOME: join(cwd, 'home') } });

const BOTH = { 'canonry.toml': '[targets.alpha]\n[targets.beta]\n' };

/** Two projects below one home, and the command in one of them. */
function twoProjects(names: readonly [string, string]): {
  readonly home: string;
  readonly at: (place: string, ...args: readonly string[]) => Promise<Finished>;
} {
  const home = project({ '.profile': '' });
  for (const [index, place] of ['code/one', 'code/two'].entries())
    for (const [path, text] of Object.entries({
      ...agentFiles(names[index] ?? ''),
      'canonry.toml': '[targets.beta]\nscope = "user"\n',
    })) {
      mkdirSync(join(home, place, path, '..'), { recursive: true });
      writeFileSync(join(home, place, path), text);
    }
  const at = (place: string, ...args: readonly string[]): Promise<Finished> =>
    onTerminal(args, { cwd: join(home, place), targets: testEntries, env: { HOME: home } });
  return { home, at };
}

describe('targets of scope "user"', () => {
  const USER = '[targets.alpha]\nscope = "user"\n[targets.beta]\n';

  it('are written below the home directory, and nothing else is', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': USER, 'home/.profile': '' });
    const { code, stdout } = await canonry(cwd, 'render', '--json');
    const { plan }: { plan: { create: readonly string[] } } = JSON.parse(stdout);
    expect([code, plan.create]).toEqual([
      0,
      [
        '.beta/agents/ada/agent.md',
        '.shared/rules.md',
        'opencode.json',
        '~/.alpha/agents/ada.md',
        '~/.alpha/bin/ada',
        '~/.alpha/links/ada',
        '~/.claude/settings.json',
        '~/.gitignore',
        '~/.shared/rules.md',
        '~/AGENTS.md',
        '~/opencode.json',
      ],
    ]);
    expect(existsSync(join(cwd, '.alpha'))).toBe(false);
    expect(existsSync(join(cwd, 'home/.alpha/agents/ada.md'))).toBe(true);
    expect((await canonry(cwd, 'check')).code).toBe(0);
    expect((await canonry(cwd, 'clean')).stdout).toMatch(/\n11 deleted\n$/);
    expect(filesIn(join(cwd, 'home'))).toEqual(['.profile']);
  });

  it('write nothing at all if one of the two places refuses', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': USER, 'home/.alpha/agents/ada.md': 'mine' });
    const { code, stderr } = await canonry(cwd, 'render');
    expect([code, stderr]).toEqual([1, expect.stringContaining('\n --> ~/.alpha/agents/ada.md\n')]);
    expect(existsSync(join(cwd, '.beta'))).toBe(false);
  });

  it('leave the project when their scope changes', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BOTH, 'home/.profile': '' });
    await canonry(cwd, 'render');
    writeFileSync(join(cwd, 'canonry.toml'), USER);
    expect((await canonry(cwd, 'render')).code).toBe(0);
    expect([existsSync(join(cwd, '.alpha')), existsSync(join(cwd, 'home/.alpha'))]).toEqual([false, true]);
  });

  it('leave the home directory when their scope changes back, or with clean afterwards', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': USER, 'home/.profile': '' });
    await canonry(cwd, 'render');
    writeFileSync(join(cwd, 'canonry.toml'), '[targets.alpha]\n[targets.beta]\n');
    expect((await canonry(cwd, 'check')).stdout).toContain('~/.alpha/agents/ada.md: it is no longer rendered\n');
    const { code, stdout } = await canonry(cwd, 'render');
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('delete   ~/.alpha/agents/ada.md: it is no longer rendered'),
    ]);
    expect(filesIn(join(cwd, 'home'))).toEqual(['.profile']);
    expect(existsSync(join(cwd, '.alpha/agents/ada.md'))).toBe(true);
    expect((await canonry(cwd, 'check')).code).toBe(0);
  });

  it('of several projects share one home, and none removes what another wrote', async () => {
    const home = project({ 'canonry.toml': USER, ...agentFiles('root') });
    for (const [place, name] of [
      ['code/one', 'ada'],
      ['code/two', 'bob'],
    ] as const)
      for (const [path, text] of Object.entries({ ...agentFiles(name), 'canonry.toml': USER })) {
        mkdirSync(join(home, place, path, '..'), { recursive: true });
        writeFileSync(join(home, place, path), text);
      }
    const before = filesIn(home);
    const at = (place: string, ...args: readonly string[]): Promise<Finished> =>
      onTerminal(args, { cwd: join(home, place), targets: testEntries, env: { HOME: home } });

    expect((await at('code/one', 'render')).code).toBe(0);
    const second = await at('code/two', 'render');
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringContaining('the block in "~/AGENTS.md" belongs to another source too, "code/one"'),
    ]);

    expect((await at('code/two', 'render', '--force')).code).toBe(0);
    for (const name of ['ada', 'bob']) expect(filesIn(home)).toContain(`.alpha/agents/${name}.md`);
    expect(filesIn(home)).not.toContain('.alpha/agents/root.md');
    expect((await at('code/one', 'clean')).code).toBe(0);
    expect(filesIn(home)).not.toContain('.alpha/agents/ada.md');
    expect(filesIn(home)).toContain('.alpha/agents/bob.md');
    expect((await at('code/two', 'check')).code).toBe(0);
    expect((await at('', 'clean', '--out', '.')).code).toBe(0);
    expect((await at('code/two', 'clean')).code).toBe(0);
    expect(filesIn(home).filter((path) => !path.includes('backup'))).toEqual(before);
  });

  it('say what is kept when only one of two projects gives it up', async () => {
    const { at } = twoProjects(['ada', 'ada']);
    for (const place of ['code/one', 'code/two']) expect((await at(place, 'render')).code).toBe(0);
    const dry = await at('code/one', 'clean', '--dry-run');
    const kept = ['.beta/agents/ada/agent.md', '.shared/rules.md', 'opencode.json']
      .map((path) => `keep     ~/${path}: others render it too\n`)
      .join('');
    expect([dry.code, dry.stdout]).toEqual([0, `${kept}would be: 3 kept for others\n`]);
    expect(await at('code/one', 'clean')).toEqual({ code: 0, stdout: `${kept}3 kept for others\n`, stderr: '' });
    expect((await at('code/one', 'clean')).stdout).toBe('nothing to do\n');
    expect((await at('code/two', 'check')).code).toBe(0);
  });

  it('are named in messages as they are in places', async () => {
    const { home, at } = twoProjects(['ada', 'ada']);
    await at('code/one', 'render');
    writeFileSync(join(home, 'code/two/agents/ada/system-prompt.md'), 'You are another ada.\n');
    const { stderr } = await at('code/two', 'render');
    expect(stderr).toContain(
      'error[other-source]: "~/.beta/agents/ada/agent.md" belongs to another source too, "code/one", and is rendered differently there\n --> ~/.beta/agents/ada/agent.md\n',
    );
    rmSync(join(home, '.beta/agents'), { recursive: true });
    const github = await at('code/one', 'check', '--format', 'github');
    expect(github.stdout).toContain('"~/.beta/agents/ada/agent.md" is not as rendered');
    writeFileSync(join(home, '.shared/rules.md'), 'mine\n');
    expect((await at('code/one', 'check', '--json')).stdout).toContain('\\"~/.shared/rules.md\\" was edited');
  });

  it('of a project that is gone are removed alone, with the command that the hint gives', async () => {
    const { home, at } = twoProjects(['ada', 'bob']);
    for (const place of ['code/one', 'code/two']) await at(place, 'render');
    rmSync(join(home, 'code/one'), { recursive: true });
    const { stderr } = await at('code/two', 'check');
    expect(stderr).toContain(
      `= hint: run canonry clean --out ${home} --source code/one, which removes what it alone wrote;`,
    );
    const args = ['clean', '--out', home, '--source', 'code/one'];
    expect((await at('code/two', ...args)).code).toBe(0);
    expect(filesIn(home)).not.toContain('.beta/agents/ada/agent.md');
    expect(filesIn(home)).toContain('.beta/agents/bob/agent.md');
    expect(await at('code/two', 'check')).toMatchObject({ code: 0, stderr: '' });
    expect(await at('code/two', ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `canonry clean: nothing below "${home}" was written from "code/one"\nMore: canonry clean --help\n`,
    });
    expect((await at('code/two', 'clean', '--source', 'code/one')).code).toBe(2);
  });

  it('cannot share --out with those of the project, and need a home', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': USER });
    expect(await canonry(cwd, 'render', '--out', 'x')).toEqual({
      code: 2,
      stdout: '',
      stderr: `canonry render: --out cannot stand for the home directory (alpha) and the project (beta) at once; choose with -t
More: canonry render --help
`,
    });
    expect((await canonry(cwd, 'render', '--out', 'x', '-t', 'alpha')).code).toBe(0);
    expect(existsSync(join(cwd, 'x/.alpha/agents/ada.md'))).toBe(true);
    const homeless = await onTerminal(['render'], { cwd, targets: testEntries });
    expect([homeless.code, homeless.stderr.split('\n')[0]]).toEqual([
      2,
      'canonry render: HOME does not say where alpha of scope "user" belongs; name a directory with --out',
    ]);
  });
});

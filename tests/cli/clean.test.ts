import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finished } from './canonry.js';
import { onTerminal } from './in-process.js';
import { agentFiles, filesIn, project, read } from './project.js';
import { testEntries } from './test-entries.js';

const canonry = (cwd: string, ...args: string[]): Promise<Finished> =>
  onTerminal(args, { cwd, targets: testEntries, env: { HOME: join(cwd, 'home') } });

const MINE = {
  'opencode.json':
    '{\n  // the good one\n  "model": "a/b",\n  "agent": { "mine": { "mode": "primary" } }, // keep\n}\n',
  'AGENTS.md': '# House rules\r\n\r\nSpeak plainly.\r\n',
  '.claude/settings.json': '{ "permissions": { "deny": ["Bash(curl *)"] }, "hooks": { "PreToolUse": [] } }',
  '.gitignore': 'node_modules\n# no final newline',
};
const BASH = '[permissions.bash]\nintent = "ask"\nrules = ["rm *:deny"]\n';

function treeOf(cwd: string): Readonly<Record<string, string>> {
  return Object.fromEntries(filesIn(cwd).map((path) => [path, read(cwd, path)]));
}

describe('clean', () => {
  it('after render, edit and render again leaves everything as it was before', async () => {
    const cwd = project({ ...agentFiles('ada', BASH), 'canonry.toml': '[targets.alpha]\n[targets.beta]\n', ...MINE });
    const original = treeOf(cwd);
    expect((await canonry(cwd, 'render')).code).toBe(0);
    mkdirSync(join(cwd, 'agents/bob'));
    for (const [path, text] of Object.entries(agentFiles('bob', BASH))) writeFileSync(join(cwd, path), text);
    expect((await canonry(cwd, 'render')).code).toBe(0);
    rmSync(join(cwd, 'agents/bob'), { recursive: true });
    const { code, stdout, stderr } = await canonry(cwd, 'clean');
    expect([code, stdout.split('\n').at(-2), stderr]).toEqual([0, '4 updated, 9 deleted', '']);
    expect(treeOf(cwd)).toEqual(original);
    expect(await canonry(cwd, 'clean')).toEqual({
      code: 0,
      stdout: 'nothing to do\n',
      stderr: '',
    });
  });

  it('removes one target with -t, shows what it would do with --dry-run, and needs no sound agents', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.alpha]\n[targets.beta]\n' });
    await canonry(cwd, 'render');
    const before = treeOf(cwd);
    const dry = await canonry(cwd, 'clean', '--dry-run', '-t', 'beta');
    expect([dry.code, dry.stdout.split('\n').at(-2)]).toEqual([0, 'would be: 1 updated, 1 deleted, 1 kept for others']);
    expect(treeOf(cwd)).toEqual(before);
    writeFileSync(join(cwd, 'agents/ada/agent.toml'), 'name = "ada\n');
    expect((await canonry(cwd, 'clean', '-t', 'beta')).code).toBe(0);
    expect(filesIn(cwd).filter((path) => path.includes('beta'))).toEqual([]);
    expect(read(cwd, '.alpha/agents/ada.md')).toBe(before['.alpha/agents/ada.md']);
  });

  it('keeps what somebody edited, says so, and removes it with a copy under --force', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.beta]\n' });
    await canonry(cwd, 'render');
    writeFileSync(join(cwd, '.beta/agents/ada/agent.md'), 'mine\n');
    const { code, stdout, stderr } = await canonry(cwd, 'clean');
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      'warning[stale-edited]: ".beta/agents/ada/agent.md" is to be removed, but it was edited by hand, so it stays',
    ]);
    expect(stdout).toBe(`CONFLICT .beta/agents/ada/agent.md: it was edited by hand
delete   .shared/rules.md: canonry wrote it
delete   opencode.json: canonry wrote it
2 deleted; not removed: .beta/agents/ada/agent.md
`);
    expect(filesIn(cwd)).toContain('.beta/agents/ada/agent.md');
    expect(filesIn(cwd)).not.toContain('.shared/rules.md');
    expect((await canonry(cwd, 'clean', '--force')).code).toBe(0);
    expect(read(cwd, '.canonry/backup/.beta/agents/ada/agent.md')).toBe('mine\n');
  });

  it('says that it takes only its part of a shared file, and what was gone already', async () => {
    const cwd = project({
      ...agentFiles('ada'),
      'canonry.toml': '[targets.beta]\n',
      'opencode.json': '{ "theme": "dark" }\n',
    });
    await canonry(cwd, 'render');
    rmSync(join(cwd, '.beta'), { recursive: true });
    expect((await canonry(cwd, 'clean')).stdout).toBe(`delete   .shared/rules.md: canonry wrote it
update   opencode.json: canonry wrote a part of it
1 updated, 1 deleted, 1 gone already
`);
    await canonry(cwd, 'render');
    for (const path of ['.beta', '.shared', 'opencode.json']) rmSync(join(cwd, path), { recursive: true });
    expect((await canonry(cwd, 'clean')).stdout).toBe('3 gone already\n');
  });

  it('cleans any directory with --out, whatever the source says', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.beta]\n' });
    await canonry(cwd, 'render', '--out', 'out');
    writeFileSync(join(cwd, 'canonry.toml'), '[targets.beta\n');
    const refused = await canonry(cwd, 'clean');
    expect([refused.code, refused.stderr.split('\n')[0]]).toEqual([1, expect.stringMatching(/^error\[toml-syntax\]/)]);
    expect((await canonry(cwd, 'clean', '--out', 'out')).code).toBe(0);
    expect(filesIn(cwd).filter((path) => path.startsWith('out'))).toEqual([]);
  });

  it('removes a target that is no longer enabled, and knows when there is nothing of it', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.alpha]\n[targets.beta]\n' });
    await canonry(cwd, 'render');
    writeFileSync(join(cwd, 'canonry.toml'), '[targets.alpha]\n');
    expect((await canonry(cwd, 'clean', '-t', 'beta')).code).toBe(0);
    expect(filesIn(cwd).filter((path) => path.includes('beta'))).toEqual([]);
    for (const target of ['beta', 'gamma'])
      expect(await canonry(cwd, 'clean', '-t', target)).toEqual({
        code: 2,
        stdout: '',
        stderr: `canonry clean: ${target} is not enabled in canonry.toml, and canonry wrote nothing for it\nMore: canonry clean --help\n`,
      });
    expect((await canonry(cwd, 'clean', '-t', 'alpha')).code).toBe(0);
    expect((await canonry(cwd, 'clean', '-t', 'alpha')).stdout).toBe('nothing to do\n');
  });

  it('makes no directory that is not there', async () => {
    const cwd = project({ 'mine.md': '' });
    const { code, stderr } = await canonry(cwd, 'clean', '--out', 'nonexistent/a/b');
    expect([code, stderr.split('\n')[0]]).toEqual([2, 'canonry clean: there is no directory "nonexistent/a/b"']);
    expect(filesIn(cwd)).toEqual(['mine.md']);
  });

  it('knows no target by a typo', async () => {
    const { code, stderr } = await canonry(project(agentFiles('ada')), 'clean', '-t', 'alhpa');
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'canonry clean: there is no target "alhpa"; did you mean alpha?',
    ]);
  });
});

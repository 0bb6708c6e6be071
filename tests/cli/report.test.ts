import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { canonry, type Finished } from './canonry.js';
import { onTerminal } from './in-process.js';
import { REPOSITORY } from './installation.js';
import { agentFiles, filesIn, project, read } from './project.js';

const PATH = process.env['PATH'] ?? '';
const report = (cwd: string, ...args: string[]): Finished => canonry(['report', ...args], { cwd, env: { PATH } });

const BASH = '[permissions.bash]\nintent = "ask"\nrules = ["ls *:allow"]\n';
const SOUND = { 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '', ...agentFiles('a', BASH) };

describe('report', () => {
  it('prints one page, the same every time', () => {
    const cwd = project(SOUND);
    const { code, stdout, stderr } = report(cwd);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.startsWith('<!doctype html>\n<!-- Made by canonry report. -->\n')).toBe(true);
    expect(stdout).toContain('"pattern":"ls *","action":"allow","line":5');
    expect(stdout).not.toContain(cwd);
    expect(report(cwd).stdout).toBe(stdout);
    expect(report(project(SOUND)).stdout).toBe(stdout);
  });

  it('writes it, and replaces an earlier one', () => {
    const cwd = project(SOUND);
    for (let run = 0; run < 2; run += 1)
      expect(report(cwd, '--out', 'page.html')).toEqual({ code: 0, stdout: 'wrote page.html\n', stderr: '' });
    expect(read(cwd, 'page.html')).toBe(report(cwd).stdout);
    expect(filesIn(cwd).filter((path) => path.startsWith('page'))).toEqual(['page.html']);
  });

  it('replaces nothing else', () => {
    const cwd = project({ ...SOUND, 'notes.html': '<!doctype html>\nmine\n' });
    mkdirSync(join(cwd, 'directory'));
    symlinkSync('notes.html', join(cwd, 'link.html'));
    expect(report(cwd, '--out', 'notes.html')).toEqual(refused('notes.html', 'it is there, and no report of canonry'));
    expect(report(cwd, '--out', 'directory')).toEqual(refused('directory', 'it is no file'));
    expect(report(cwd, '--out', 'link.html')).toEqual(refused('link.html', 'it is no file'));
    expect(report(cwd, '--out', 'nowhere/page.html').code).toBe(1);
    expect(read(cwd, 'notes.html')).toBe('<!doctype html>\nmine\n');
  });

  it('does not fill a terminal with it', async () => {
    const shown = await onTerminal(['report'], { cwd: project(SOUND), columns: 80 });
    expect(shown).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'canonry report: a page is nothing to read on a terminal; name a file with --out\nMore: canonry report --help\n',
    });
  });

  it('says nothing about a source with errors', () => {
    const cwd = project({ ...SOUND, ...agentFiles('a', '[permissions.bash]\nintent = "alow"\n') });
    const { code, stdout, stderr } = report(cwd, '--out', 'page.html');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error[unknown-value]');
    expect(existsSync(join(cwd, 'page.html'))).toBe(false);
  });

  it('shows a target for which nothing would be written as refused, and ends with 1', () => {
    const cwd = project({ ...SOUND, 'canonry.toml': '[targets.pi]\nprimary = "nobody"\n' });
    const { code, stdout, stderr } = report(cwd);
    expect(code).toBe(1);
    expect(stderr).toContain('error[');
    expect(stdout).toContain('"isRefused":true');
    expect(stdout).toContain('"targets":[null]');
  });

  it('begins with what has changed since a revision, and leaves the judgement to compare', () => {
    const cwd = project({ 'canonry.toml': '[targets.opencode]\n', ...agentFiles('a', BASH) });
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args]);
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'first');
    writeFileSync(
      join(cwd, 'agents/a/agent.toml'),
      agentFiles('a', BASH.replace('ask', 'allow'))['agents/a/agent.toml'] ?? '',
    );
    const { code, stdout, stderr } = report(cwd, '--since', 'HEAD');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(
      '"since":{"revision":"HEAD","changes":[{"scope":"policy","agent":"a","tool":"bash","kind":"widened","witness":"%","old":"ask","new":"allow"}],"added":[],"removed":[]}',
    );
    expect(report(cwd, '--since', 'nothing')).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^canonry report: "nothing" is nothing to compare with: /),
    });
  });

  it('knows only the targets that it is asked about', () => {
    const cwd = project({ ...SOUND, 'canonry.toml': '[targets.opencode]\n\n[targets.pi]\n' });
    expect(report(cwd, '-t', 'pi').stdout).not.toContain('"name":"opencode"');
    expect(report(cwd, '-t', 'claude-code').code).toBe(2);
  });
});

/** Nothing is written. */
function refused(out: string, reason: string): Finished {
  return { code: 1, stdout: '', stderr: `canonry report: "${out}" is not written: ${reason}\n` };
}

it('no other command loads what only the report needs', async () => {
  const build = await rolldown({
    cwd: join(REPOSITORY, 'packages/cli'),
    input: 'src/run.ts',
    platform: 'node',
    resolve: { conditionNames: ['@canonry/source', 'node', 'import', 'default'], mainFields: ['module', 'main'] },
  });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  const chunks = output.filter((one) => one.type === 'chunk');
  const modules = (name: string): readonly string[] =>
    chunks.find(({ fileName }) => fileName === name)?.moduleIds ?? [];
  const together = (name: string, seen = new Set<string>()): readonly string[] => {
    if (seen.has(name)) return [];
    seen.add(name);
    const chunk = chunks.find(({ fileName }) => fileName === name);
    return [...modules(name), ...(chunk?.imports ?? []).flatMap((other) => together(other, seen))];
  };
  const ofReport = /cli\/src\/report\/|core\/src\/report-page\//;
  const holding = chunks.filter(({ fileName }) => together(fileName).some((path) => ofReport.test(path)));
  // What is reached only through the import of make-report.ts.
  expect(holding.map(({ facadeModuleId }) => facadeModuleId?.replace(/.*\//, ''))).toEqual(['make-report.ts']);
});

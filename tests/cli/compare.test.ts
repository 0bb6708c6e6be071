import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry, type Finished } from './canonry.js';
import { REPOSITORY } from './installation.js';
import { agentFiles, project } from './project.js';

const PATH = process.env['PATH'] ?? '';
const bash = (...rules: string[]): string => `[permissions.bash]\nintent = "ask"\nrules = ${JSON.stringify(rules)}\n`;
const compare = (cwd: string, ...args: string[]): Finished => canonry(['compare', ...args], { cwd, env: { PATH } });

type Files = Readonly<Record<string, string>>;

/** Two directories with one source each. */
function sides(old: Files, now: Files): string {
  return project({ ...below('old', old), ...below('new', now) });
}

function below(side: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${side}/${path}`, text]));
}

/** Makes a repository with one commit, and gives a way to call Git in it. */
function committed(cwd: string): (...args: string[]) => string {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');
  return git;
}

describe('compare', () => {
  it('finds nothing between a source and itself', () => {
    const stdout = 'no agent may do more or less than before\n';
    expect(compare(REPOSITORY, '.', 'agents')).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('shows what widened before what narrowed, each with a subject', () => {
    const cwd = sides(agentFiles('a', bash('ls *:allow', 'rm *:deny')), agentFiles('a', bash('ls:allow')));
    const stdout = `widened   a  bash  deny -> ask   rm
narrowed  a  bash  allow -> ask  ls %
`;
    expect(compare(cwd, 'old', 'new')).toEqual({ code: 1, stdout, stderr: '' });
  });

  it('exits with 0 if agents may only do less', () => {
    const cwd = sides(agentFiles('a', bash('ls *:allow')), agentFiles('a', bash()));
    expect(compare(cwd, 'old', 'new')).toEqual({
      code: 0,
      stdout: 'narrowed  a  bash  allow -> ask  ls\n',
      stderr: '',
    });
  });

  it('finds the denies of chiron-forge that a move makes void', () => {
    const cwd = project();
    for (const side of ['old', 'new'])
      for (const part of ['agents', 'skills', 'rules', 'context', 'canonry.toml'])
        cpSync(join(REPOSITORY, part), join(cwd, side, part), { recursive: true });
    const file = join(cwd, 'new/agents/chiron-forge/agent.toml');
    const moved = readFileSync(file, 'utf8')
      .replace('  "git push*:ask",\n', '')
      .replace('  "git push -f *:deny",\n', '  "git push -f *:deny",\n  "git push*:ask",\n');
    writeFileSync(file, moved);
    const stdout = 'widened  chiron-forge  bash  deny -> ask  git push -f\n';
    expect(compare(cwd, 'old', 'new')).toEqual({ code: 1, stdout, stderr: '' });
  });

  it('takes a policy that is gone for a widening', () => {
    const cwd = sides(agentFiles('a', '[permissions.bash]\nintent = "ask"\n'), agentFiles('a'));
    const { code, stdout } = compare(cwd, 'old', 'new');
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'widened  a  bash  ask -> unspecified  %\n' });
  });

  it('compares a renamed agent with one that may do nothing', () => {
    const cwd = sides(agentFiles('a', '[permissions."*"]\nintent = "deny"\n'), agentFiles('b', bash()));
    const { code, stdout } = compare(cwd, 'old', 'new');
    expect(stdout).toMatch(/^widened {2}b {2}bash {16}deny -> ask {10}%$/m);
    expect(stdout).toMatch(/\nb is new and compared with an agent that may do nothing\na is gone\n$/);
    expect(code).toBe(1);
  });

  it('takes weaker enforcement and newly accepted losses for widenings', () => {
    const accept =
      'accept = [{ code = "unenforced", target = "pi", agent = "a", tool = "bash", reason = "nobody is there" }]\n';
    const cwd = sides(
      { ...agentFiles('a'), 'canonry.toml': '[targets.pi]\n' },
      { ...agentFiles('a'), 'canonry.toml': `${accept}[targets.pi]\nenforcement = "declarative"\n` },
    );
    const stdout = `widened  pi  enforcement           guard -> declarative
widened  a   bash on pi: accepted  unspecified -> unenforced
`;
    expect(compare(cwd, 'old', 'new')).toEqual({ code: 1, stdout, stderr: '' });
  });

  it('writes Markdown that no subject can break', () => {
    const cwd = sides(agentFiles('a', bash('a`|b *:deny')), agentFiles('a', bash()));
    const { stdout } = compare(cwd, 'old', 'new', '--format', 'markdown');
    expect(stdout).toBe(`### Permissions: 1 widened

| | who | what | was | is now | for example |
| --- | --- | --- | --- | --- | --- |
| **widened** | \`a\` | \`bash\` | deny | ask | \`\`a\`\\|b\`\` |
`);
  });

  it('gives the changes as data', () => {
    const cwd = sides(agentFiles('a', bash('rm *:deny')), agentFiles('a', bash()));
    expect(JSON.parse(compare(cwd, 'old', 'new', '--json').stdout)).toEqual({
      changes: [{ scope: 'policy', agent: 'a', tool: 'bash', kind: 'widened', witness: 'rm', old: 'deny', new: 'ask' }],
      added: [],
      removed: [],
    });
  });

  it('reads a Git revision of the project around it, and leaves nothing behind', () => {
    const cwd = project(agentFiles('a', bash('rm *:deny')));
    const git = committed(cwd);
    writeFileSync(join(cwd, 'agents/a/agent.toml'), agentFiles('a', bash())['agents/a/agent.toml'] ?? '');
    expect(compare(join(cwd, 'agents'), 'HEAD', '..')).toEqual({
      code: 1,
      stdout: 'widened  a  bash  deny -> ask  rm\n',
      stderr: '',
    });
    expect(git('status', '--porcelain')).toBe(' M agents/a/agent.toml\n');
  });

  it('does not guess whether a name is a directory or a Git revision', () => {
    const cwd = sides(agentFiles('a', bash('rm *:deny')), agentFiles('a', bash()));
    const git = committed(cwd);
    expect(compare(cwd, './old', 'new').code).toBe(1);
    git('branch', 'old');
    expect(compare(cwd, 'old', 'new')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'canonry compare: "old" is a directory and a Git revision; write "./old" or "old^{commit}"\n',
    });
    expect(compare(cwd, './old', 'new').stdout).toBe('widened  a  bash  deny -> ask  rm\n');
    expect(compare(join(cwd, 'new'), 'old^{commit}', '.').code).toBe(0);
  });

  it('asks the repository around it, whatever a hook of another one says', () => {
    const cwd = project(agentFiles('a', bash('rm *:deny')));
    committed(cwd);
    const env = {
      PATH,
      GIT_DIR: join(REPOSITORY, '.git'),
      GIT_WORK_TREE: '/',
      GIT_INDEX_FILE: '/x',
      GIT_NAMESPACE: 'x',
    };
    expect(canonry(['compare', 'HEAD', '.'], { cwd, env })).toEqual({
      code: 0,
      stdout: 'no agent may do more or less than before\n',
      stderr: '',
    });
  });

  it('refuses what is no source, and sources with errors', () => {
    const cwd = sides(agentFiles('a'), agentFiles('a', 'modle = "x"\n'));
    expect(compare(cwd, 'nothing', 'old')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'canonry compare: "nothing" is no source: it is neither a directory nor a Git revision\n',
    });
    const { code, stdout, stderr } = compare(cwd, 'old', 'new');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^canonry compare: new has errors, so nothing can be said about it\n\nerror\[/);
  });
});

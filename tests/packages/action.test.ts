import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BIN } from '../cli/canonry.js';
import { REPOSITORY } from '../cli/installation.js';
import { project } from '../cli/project.js';
import { ACTION, runAction, type Ran } from './action-steps.js';

const COMMAND = `${process.execPath} ${BIN}`;
const AGENT = 'agents/reviewer/agent.toml';

function git(cwd: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  return execFileSync('git', ['-C', cwd, ...identity, ...args], { encoding: 'utf8' }).trim();
}

interface Checkout {
  readonly workspace: string;
  readonly runner: string;
  /** The commit that a pull request starts from. */
  readonly base: string;
}

/** examples/ci-drift, in a repository of its own. */
function checkout(): Checkout {
  const directory = project();
  const workspace = join(directory, 'workspace');
  cpSync(join(REPOSITORY, 'examples/ci-drift'), workspace, { recursive: true });
  git(directory, 'init', '-q', '-b', 'main', workspace);
  git(workspace, 'add', '-A');
  git(workspace, 'commit', '-qm', 'first');
  return { workspace, runner: join(directory, 'runner'), base: git(workspace, 'rev-parse', 'HEAD') };
}

/** What a person would change to let the agent push, rendered. */
function letItPush({ workspace }: Checkout, pattern = 'git push *'): void {
  const file = join(workspace, AGENT);
  const rules = `"git status *:allow", ${JSON.stringify(`${pattern}:allow`)}`;
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('"git status *:allow"', () => rules),
  );
  execFileSync(process.execPath, [BIN, 'render'], { cwd: workspace, stdio: 'pipe' });
}

function run({ workspace, runner, base }: Checkout, inputs: Readonly<Record<string, string>> = {}): Ran {
  const bin = join(runner, 'bin');
  const given = { command: COMMAND, base, token: 'secret', ...inputs };
  return runAction({ workspace, runner, inputs: given, pullRequest: '7', ...(existsSync(bin) && { bin }) });
}

/** A `gh` that knows some comments and writes down what it is asked to do. */
function withGh({ runner }: Checkout, comments: readonly object[], status = 0): () => string {
  const bin = join(runner, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(runner, 'comments'), comments.map((comment) => `${JSON.stringify(comment)}\n`).join(''));
  writeFileSync(join(runner, 'calls'), '');
  const script = `#!/bin/sh
if [ "$2" = --paginate ]; then cat '${runner}/comments'; exit 0; fi
echo "$GH_TOKEN $*" >>'${runner}/calls'
for word; do case $word in body=@*) cat "\${word#body=@}" >>'${runner}/calls';; esac; done
exit ${status}
`;
  writeFileSync(join(bin, 'gh'), script);
  chmodSync(join(bin, 'gh'), 0o755);
  return () => readFileSync(join(runner, 'calls'), 'utf8');
}

describe('the action checks', () => {
  it('and passes what is as rendered, and what permits no more', () => {
    const here = checkout();
    const calls = withGh(here, []);
    const { code, outputs, sarif, summary } = run(here);
    expect([code, outputs.get('steps.check.outputs.drift'), outputs.get('steps.compare.outputs.widened')]).toEqual([
      0,
      'false',
      'false',
    ]);
    expect(JSON.parse(sarif)).toMatchObject({ version: '2.1.0' });
    expect(summary).toBe('### Permissions: no agent may do more or less than before\n');
    expect(calls()).toBe('');
  });

  it('and fails on drift, with an annotation where it comes from', () => {
    const here = checkout();
    writeFileSync(join(here.workspace, 'agents/reviewer/system-prompt.md'), 'Be quick.\n');
    const { code, output, outputs, sarif } = run(here, { base: '' });
    expect([code, outputs.get('steps.check.outputs.drift')]).toEqual([1, 'true']);
    expect(output).toMatch(/^::error file=agents\/reviewer\/system-prompt\.md,/m);
    expect(JSON.parse(sarif)).toMatchObject({ runs: [{ results: expect.arrayContaining([expect.anything()]) }] });
  });

  it('takes warnings for errors where that is wanted', () => {
    expect(run(checkout(), { strict: 'true', base: '' }).code).toBe(1);
  });

  it('and ends at once when the command cannot be called', () => {
    const { code, outputs } = run(checkout(), { command: `${COMMAND} nonsense` });
    expect([code, outputs.get('steps.check.outputs.drift')]).toEqual([2, undefined]);
  });

  it('in the directory that it is given', () => {
    const here = checkout();
    mkdirSync(join(here.workspace, 'some where'));
    git(here.workspace, 'mv', 'agents', 'canonry.toml', '.canonry', '.claude', '.opencode', 'some where');
    expect(run(here, { directory: 'some where', base: '' }).code).toBe(1);
    expect(run(here, { directory: 'nowhere', base: '' }).code).toBe(1);
  });

  it('not at all where only permissions are of interest', () => {
    const here = checkout();
    rmSync(join(here.workspace, '.opencode'), { recursive: true });
    withGh(here, []);
    expect(run(here, { check: 'false' }).code).toBe(0);
  });
});

describe('the action tells what a pull request permits', () => {
  const TABLE = '| **widened** | `reviewer` | `bash` | ask | allow | `git push` |\n';

  it('in the summary, and in a comment', () => {
    const here = checkout();
    letItPush(here);
    const calls = withGh(here, [{ id: 3, body: 'Looks good', by: 'User' }]);
    const { code, summary, outputs } = run(here);
    expect([code, outputs.get('steps.compare.outputs.widened')]).toEqual([0, 'true']);
    expect(summary).toContain(TABLE);
    const [call, mark, ...body] = calls().split('\n');
    expect(call).toMatch(
      /^secret api --method POST repos\/team\/project\/issues\/7\/comments --field body=@\S+ --silent$/,
    );
    expect(mark).toBe('<!-- canonry permissions: Lg== -->');
    expect(body.join('\n')).toBe(summary);
  });

  it('and fails where that is wanted', () => {
    const here = checkout();
    letItPush(here);
    withGh(here, []);
    const { code, output } = run(here, { 'allow-widening': 'false' });
    expect([code, output]).toEqual([1, expect.stringContaining('::error::agents may do more than before')]);
  });

  it('in the comment that it has written before, and in no other', () => {
    const here = checkout();
    const mark = '<!-- canonry permissions: Lg== -->';
    const others = [
      { id: 3, body: `${mark}\nnot by a bot`, by: 'User' },
      { id: 4, body: `> ${mark}`, by: 'Bot' },
      { id: 5, body: '<!-- canonry permissions: cGFja2FnZXM= -->', by: 'Bot' },
    ];
    // Nothing changed any more, which has to be said where something else was said before.
    const calls = withGh(here, [...others, { id: 6, body: `${mark}\n### Permissions: 1 widened`, by: 'Bot' }]);
    expect(run(here).code).toBe(0);
    expect(calls()).toContain('--method PATCH repos/team/project/issues/comments/6 ');
    const second = checkout();
    const silent = withGh(second, others);
    expect(run(second).code).toBe(0);
    expect(silent()).toBe('');
  });

  it('whatever somebody has written into a rule', () => {
    const here = checkout();
    letItPush(here, '`|"$(touch pwned)" <img src=x> @team -->\\|');
    const calls = withGh(here, []);
    const { code, summary } = run(here);
    expect(code).toBe(0);
    const [row, ...more] = summary.split('\n').filter((line) => line.startsWith('| **widened**'));
    expect(more).toEqual([]);
    // Outside of code spans there is nothing of it.
    const spans = [...(row ?? '').matchAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g)].map(([span]) => span);
    const rest = spans.reduce((text, span) => text.replace(span, ''), row ?? '');
    expect(rest).toBe('| **widened** |  |  | ask | allow |  |');
    expect(existsSync(join(here.workspace, 'pwned'))).toBe(false);
    expect(calls()).toContain(row);
  });

  it('only in the summary, where it may not write comments', () => {
    const here = checkout();
    letItPush(here);
    withGh(here, [], 1);
    const { code, output, summary } = run(here);
    expect([code, output]).toEqual([0, expect.stringContaining('::warning::canonry may not write comments here')]);
    expect(summary).toContain(TABLE);
    const silent = checkout();
    letItPush(silent);
    const calls = withGh(silent, []);
    expect([run(silent, { comment: 'false' }).code, calls()]).toEqual([0, '']);
  });

  it('and says when nothing can be said', () => {
    const here = checkout();
    writeFileSync(join(here.workspace, AGENT), 'name = ');
    const calls = withGh(here, []);
    const { summary, outputs } = run(here, { check: 'false' });
    expect([summary, outputs.get('steps.compare.outputs.widened')]).toEqual([
      '### Permissions: nothing can be said, because one of the two sources has errors\n',
      'true',
    ]);
    expect(calls()).toContain(summary);
  });

  it('compared with a commit that the checkout does not hold', () => {
    const here = checkout();
    letItPush(here);
    git(here.workspace, 'commit', '-qam', 'second');
    const shallow = `${here.workspace}-shallow`;
    git(here.workspace, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    git(here.workspace, 'clone', '-q', '--depth=1', `file://${here.workspace}`, shallow);
    for (const base of [here.base, 'main']) {
      withGh(here, []);
      const { code, summary } = run({ ...here, workspace: shallow, base });
      expect([code, summary.includes(TABLE)]).toEqual([0, base !== 'main']);
    }
  });
});

describe('action.yml', () => {
  it('calls the version that it belongs to', () => {
    const here = checkout();
    const bin = join(here.runner, 'bin');
    mkdirSync(bin, { recursive: true });
    // What npm would have installed writes down how it is called.
    const installed = 'node_modules/.bin/canonry';
    const program = `#!/bin/sh\necho "$*" >>'${here.runner}/calls'\n`;
    writeFileSync(join(here.runner, 'program'), program, { mode: 0o755 });
    const npm = `#!/bin/sh\necho "$PWD $*" >>'${here.runner}/calls'\nmkdir -p node_modules/.bin\ncp ../program ${installed}\n`;
    writeFileSync(join(bin, 'npm'), npm, { mode: 0o755 });
    expect(run(here, { command: '', base: '' }).code).toBe(0);
    const { version }: { readonly version: string } = JSON.parse(
      readFileSync(join(REPOSITORY, 'packages/cli/package.json'), 'utf8'),
    );
    expect(readFileSync(join(here.runner, 'calls'), 'utf8').split('\n')).toEqual([
      `${here.runner}/canonry install --prefix . --ignore-scripts --no-audit --no-fund --silent canonry@${version}`,
      'check --format sarif',
      'check --format github',
      '',
    ]);
  });

  it('has the inputs that docs/ci.md names', () => {
    const docs = readFileSync(join(REPOSITORY, 'docs/ci.md'), 'utf8');
    const named = [...docs.matchAll(/^\| `([\w-]+)` +\|/gm)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(ACTION.inputs));
  });

  it('puts nothing of others into a script, and takes actions of others at a commit', () => {
    for (const { run: script = '', uses = 'a/b@'.padEnd(44, '0'), shell = 'bash' } of ACTION.runs.steps) {
      expect(script).not.toContain('${{');
      expect(uses).toMatch(/^[\w-]+\/[\w./-]+@[\da-f]{40}$/);
      expect(shell).toBe('bash');
    }
  });
});

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly pass_filenames: boolean;
}

describe('.pre-commit-hooks.yaml', () => {
  const hooks: readonly Hook[] = parse(readFileSync(join(REPOSITORY, '.pre-commit-hooks.yaml'), 'utf8'));
  const entryOf = (id: string): readonly string[] => hooks.find((hook) => hook.id === id)?.entry.split(' ') ?? [];
  const runHook = (id: string, cwd: string): string => {
    const [, ...args] = entryOf(id);
    return execFileSync(process.execPath, [BIN, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
  };

  it('has hooks that are about the whole project', () => {
    expect(hooks.map(({ id, language, pass_filenames: names }) => [id, language, names])).toEqual([
      ['canonry-check', 'system', false],
      ['canonry-render', 'system', false],
    ]);
    for (const { id } of hooks) expect(entryOf(id)[0]).toBe('canonry');
  });

  it('fails a commit with drift, and mends it', () => {
    const { workspace } = checkout();
    expect(runHook('canonry-check', workspace)).toMatch(/as rendered\n$/);
    writeFileSync(join(workspace, 'agents/reviewer/system-prompt.md'), 'Be quick.\n');
    expect(() => runHook('canonry-check', workspace)).toThrow('Command failed');
    runHook('canonry-render', workspace);
    expect(runHook('canonry-check', workspace)).toMatch(/as rendered\n$/);
  });

  it('is what examples/ci-drift uses, as it uses the action', () => {
    const { repos }: { readonly repos: readonly { readonly hooks: readonly Pick<Hook, 'id'>[] }[] } = parse(
      readExample('.pre-commit-config.yaml'),
    );
    for (const { id } of repos.flatMap((repo) => repo.hooks)) expect(entryOf(id)).not.toEqual([]);
    const { jobs }: { readonly jobs: { readonly agents: { readonly steps: readonly UsedAction[] } } } = parse(
      readExample('.github/workflows/agents.yml'),
    );
    const used = jobs.agents.steps.find(({ uses }) => uses?.endsWith('canonry'));
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(used?.with ?? { nothing: '' })));
  });
});

function readExample(path: string): string {
  return readFileSync(join(REPOSITORY, 'examples/ci-drift', path), 'utf8');
}

interface UsedAction {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

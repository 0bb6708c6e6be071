import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BIN, canonry as run, type Finished } from './canonry.js';
import { agentFiles, filesIn, project, read } from './project.js';
import { sixAgents } from './rendered-project.js';

// The built command, as people run it, on a harness that they have.
const canonry = (cwd: string, ...args: string[]): Finished => run(args, { cwd, env: { HOME: join(cwd, 'home') } });
const lastLine = ({ stdout }: Finished): string | undefined => stdout.split('\n').at(-2);

const OPENCODE = { 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '' };

function withoutAgents(tree: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.startsWith('agents/')));
}

function treeOf(cwd: string): Readonly<Record<string, string>> {
  return Object.fromEntries(filesIn(cwd).map((path) => [path, read(cwd, path)]));
}

describe('the six agents', () => {
  it('are rendered, checked, rendered again without anything to do, and cleaned without a trace', () => {
    const cwd = sixAgents();
    const before = treeOf(cwd);
    const first = canonry(cwd, 'render');
    expect([first.code, lastLine(first)]).toEqual([0, expect.stringMatching(/^\d+ created$/)]);
    const rendered = treeOf(cwd);
    expect(Object.keys(rendered).filter((path) => path.startsWith('.opencode/agent/'))).toHaveLength(6);
    const again = canonry(cwd, 'render');
    expect([again.code, lastLine(again)]).toEqual([
      0,
      expect.stringMatching(/^nothing to do: all \d+ outputs are as rendered$/),
    ]);
    expect(canonry(cwd, 'check').code).toBe(0);
    expect(treeOf(cwd)).toEqual(rendered);
    expect(canonry(cwd, 'clean').code).toBe(0);
    expect(treeOf(cwd)).toEqual(before);
  });

  it('are told with what OpenCode does by itself in one line for each case, below what matters more', () => {
    const { stderr } = canonry(sixAgents(), 'render');
    const lines = stderr.split('\n');
    const notes = lines.filter((line) => line.startsWith('info[owned-opencode-'));
    expect(notes.length).toBe(new Set(notes.map((line) => line.slice(0, line.indexOf(':')))).size);
    expect(notes.find((line) => line.startsWith('info[owned-opencode-cd]'))).toMatch(/ \(apollo, .* and hermes\)$/);
    expect(lines.findLastIndex((line) => line.startsWith('warning['))).toBeLessThan(
      lines.findIndex((line) => line.startsWith('info[')),
    );
  });
});

it('agents are not kept where OpenCode would read their prompts as agents that may do anything', () => {
  const sources = Object.entries(agentFiles('ada')).map(([path, content]) => [
    `.opencode/agent/${path.slice(7)}`,
    content,
  ]);
  const config = { 'canonry.toml': 'agents = [".opencode/agent"]\n[targets.opencode]\n', '.git/HEAD': '' };
  const cwd = project({ ...Object.fromEntries(sources), ...config });
  const before = treeOf(cwd);
  for (const command of ['render', 'check']) {
    const { code, stderr } = canonry(cwd, command);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`error[source-in-output]: ".opencode/agent" is where canonry reads, and opencode owns `),
    ]);
  }
  expect(treeOf(cwd)).toEqual(before);
});

it('twenty runs at once end as one run does', async () => {
  const files = { ...agentFiles('ada'), ...agentFiles('bob'), ...OPENCODE };
  const cwd = project(files);
  const alone = project(files);
  canonry(alone, 'render');
  const codes = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const child = spawn(process.execPath, [BIN, 'render'], { cwd, env: {}, stdio: 'ignore' });
      const [code]: unknown[] = await once(child, 'close');
      return code;
    }),
  );
  expect(codes).toEqual(Array.from({ length: 20 }, () => 0));
  expect(treeOf(cwd)).toEqual(treeOf(alone));
}, 60_000);

it('check without a change opens each file at most once, and writes nothing', () => {
  const cwd = sixAgents();
  canonry(cwd, 'render');
  const log = join(cwd, 'calls.json');
  const counting = fileURLToPath(new URL('counting-fs.cjs', import.meta.url));
  const { code } = run(['check'], { cwd, env: { NODE_OPTIONS: `--require=${counting}`, CALLS: log } });
  const calls: readonly (readonly [name: string, path: string | null])[] = JSON.parse(readFileSync(log, 'utf8'));
  const names = new Set(calls.map(([name]) => name));
  const opened = calls
    .filter(([name, path]) => /^(?:open|readFile)Sync$/.test(name) && path?.startsWith(cwd) === true)
    .map(([, path]) => path);
  expect(code).toBe(0);
  expect([...names].filter((name) => !READING.has(name))).toEqual([]);
  expect(opened.filter((path, index) => opened.indexOf(path) !== index)).toEqual([]);
  expect(opened).toEqual(
    expect.arrayContaining(
      filesIn(cwd)
        .filter((path) => /^(?:agents|\.opencode)\//.test(path))
        .map((path) => join(cwd, path)),
    ),
  );
});

const READING = new Set(
  [
    'access',
    'close',
    'exists',
    'fstat',
    'lstat',
    'open',
    'read',
    'readFile',
    'readdir',
    'readlink',
    'realpath',
    'stat',
  ].map((name) => `${name}Sync`),
);

describe('what people have there already', () => {
  const MINE =
    '{\n  // the good one\n  "model": "anthropic/claude-sonnet-4-5",\n  "agent": { "mine": { "mode": "primary" } }, // keep\n  "instructions": ["docs/*.md"],\n}\n';
  const PROSE = '# House rules\n\nSpeak plainly.\n';

  it('survives render, edit, render and clean', () => {
    const cwd = sixAgents({ 'opencode.json': MINE, 'AGENTS.md': PROSE, '.opencode/agent/mine.md': 'mine\n' });
    const before = treeOf(cwd);
    expect(canonry(cwd, 'render').code).toBe(0);
    expect(read(cwd, 'opencode.json')).toContain('// the good one\n');
    renameSync(join(cwd, 'agents/hermes'), join(cwd, 'agents/iris'));
    const toml = join(cwd, 'agents/iris/agent.toml');
    writeFileSync(toml, readFileSync(toml, 'utf8').replace('name = "hermes"', 'name = "iris"'));
    // Nobody may start an agent that is gone.
    for (const name of ['chiron', 'chiron-forge']) {
      const file = join(cwd, `agents/${name}/agent.toml`);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"hermes:', '"iris:'));
    }
    expect(canonry(cwd, 'render').code).toBe(0);
    expect([
      existsSync(join(cwd, '.opencode/agent/hermes.md')),
      existsSync(join(cwd, '.opencode/agent/iris.md')),
    ]).toEqual([false, true]);
    expect(canonry(cwd, 'clean').code).toBe(0);
    expect(withoutAgents(treeOf(cwd))).toEqual(withoutAgents(before));
  });

  it('is a conflict where it has the name of ours: shown, and nothing is written', () => {
    const cwd = project({ ...agentFiles('ada'), ...OPENCODE, '.opencode/agent/ada.md': 'mine\n' });
    const before = treeOf(cwd);
    const { code, stdout, stderr } = canonry(cwd, 'render');
    expect(code).toBe(1);
    expect(stdout).toContain('CONFLICT .opencode/agent/ada.md: canonry did not write it\n');
    expect(stdout).toContain('\n-mine\n');
    expect(stderr).toContain('error[foreign-output]: ".opencode/agent/ada.md" exists, and canonry did not write it');
    expect(treeOf(cwd)).toEqual(before);
    expect(canonry(cwd, 'render', '--force').code).toBe(0);
    expect(read(cwd, '.canonry/backup/.opencode/agent/ada.md')).toBe('mine\n');
  });

  it('is a warning where it opens more than the definition', () => {
    const deny = agentFiles('ada', '[permissions."*"]\nintent = "deny"\n');
    const mode = '---\npermission:\n  webfetch: allow\n---\n';
    const cwd = project({ ...deny, ...OPENCODE, '.opencode/mode/ada.md': mode });
    const { code, stderr } = canonry(cwd, 'check');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /warning\[foreign-widens\]: "\.opencode\/mode\/ada\.md" lets ada do more .*\n --> \.opencode\/mode\/ada\.md:3:1\n/,
    );
  });
});

describe('doctor', () => {
  const deny = agentFiles('ada', '[permissions."*"]\nintent = "deny"\n');
  const permission = '---\npermission:\n  webfetch: allow\n---\n';

  // As OpenCode 1.18.33 merges them: the project's own files stand between these two.
  it('names the file of a person that is read after those of the project, and not the one before them', () => {
    const before = project({ ...deny, ...OPENCODE, 'home/.config/opencode/agent/ada.md': permission });
    expect(canonry(before, 'doctor').code).toBe(0);
    const after = project({ ...deny, ...OPENCODE, 'home/.opencode/agent/ada.md': permission });
    const { code, stdout, stderr } = canonry(after, 'doctor');
    expect([code, stdout]).toEqual([1, 'opencode: opencode is not on PATH\n']);
    expect(stderr).toMatch(
      /warning\[foreign-widens\]: "~\/\.opencode\/agent\/ada\.md" .*\n --> ~\/\.opencode\/agent\/ada\.md:3:1\n/,
    );
  });
});

describe('models', () => {
  it('of the command line win over canonry.toml, and reach what is rendered', () => {
    const cwd = project({
      ...agentFiles('ada'),
      ...agentFiles('bob'),
      ...agentFiles('cy'),
      ...OPENCODE,
      'canonry.toml':
        '[targets.opencode]\n[models]\nada = "a/file"\nbob = "a/file"\n[models.opencode]\nada = "a/file-for-opencode"\n',
    });
    const modelOf = (agent: string): string | undefined =>
      /^model: (.*)$/m.exec(read(cwd, `.opencode/agent/${agent}.md`))?.[1];
    canonry(cwd, 'render');
    expect(['ada', 'bob', 'cy'].map(modelOf)).toEqual(['"a/file-for-opencode"', '"a/file"', undefined]);
    canonry(cwd, 'render', '--model', 'ada=b/line', '--model', 'opencode:cy=b/other');
    expect(['ada', 'bob', 'cy'].map(modelOf)).toEqual(['"b/line"', '"a/file"', '"b/other"']);
    expect(canonry(cwd, 'check').code).toBe(1);
    expect(canonry(cwd, 'check', '--model', 'ada=b/line', '--model', 'opencode:cy=b/other').code).toBe(0);
  });
});

describe('odd places', () => {
  it('a folder with spaces, quotes and letters of other scripts', () => {
    const cwd = project();
    const odd = join(cwd, `it's "odd" 工具 $HOME`);
    mkdirSync(odd);
    for (const [path, content] of Object.entries({ ...agentFiles('ada'), ...OPENCODE })) {
      mkdirSync(join(odd, path, '..'), { recursive: true });
      writeFileSync(join(odd, path), content);
    }
    expect(canonry(odd, 'render').code).toBe(0);
    expect(canonry(odd, 'check').code).toBe(0);
    expect(read(odd, '.opencode/agent/ada.md')).toContain('You are ada.');
    expect(read(odd, '.canonry/manifest.json')).not.toContain('odd');
  });

  it('several roots in one repository, each with paths from the top of the work tree', () => {
    const rules = agentFiles('ada', '[permissions.edit]\nintent = "deny"\nrules = ["src/*:allow"]\n');
    const at = (root: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        Object.entries({ ...rules, 'canonry.toml': '[targets.opencode]\n' }).map(([path, content]) => [
          `${root}/${path}`,
          content,
        ]),
      );
    const cwd = project({ ...at('packages/one'), ...at('packages/two'), '.git/HEAD': '' });
    for (const root of ['packages/one', 'packages/two']) expect(canonry(join(cwd, root), 'render').code).toBe(0);
    expect(read(cwd, 'packages/one/.opencode/agent/ada.md')).toContain('packages/one/src/*');
    expect(read(cwd, 'packages/two/.opencode/agent/ada.md')).toContain('packages/two/src/*');
    expect(filesIn(cwd).filter((path) => path.endsWith('manifest.json'))).toEqual([
      'packages/one/.canonry/manifest.json',
      'packages/two/.canonry/manifest.json',
    ]);
    // Without the source, the same comes of another directory in the repository.
    expect(canonry(cwd, 'check', '--agents', 'packages/one/agents').code).toBe(0);
    rmSync(join(cwd, '.git'), { recursive: true });
    expect(canonry(join(cwd, 'packages/one'), 'check').code).toBe(1);
  });

  it('a linked work tree, in which .git is a file', () => {
    const cwd = project({ '.git': 'gitdir: /elsewhere\n', 'sub/canonry.toml': '[targets.opencode]\n' });
    for (const [path, content] of Object.entries(
      agentFiles('ada', '[permissions.edit]\nintent = "deny"\nrules = ["src/*:allow"]\n'),
    )) {
      mkdirSync(join(cwd, 'sub', path, '..'), { recursive: true });
      writeFileSync(join(cwd, 'sub', path), content);
    }
    expect(canonry(join(cwd, 'sub'), 'render').code).toBe(0);
    expect(read(cwd, 'sub/.opencode/agent/ada.md')).toContain('sub/src/*');
  });

  it('a directory that may not be written is said, and nothing is left in it', () => {
    const cwd = project({ ...agentFiles('ada'), ...OPENCODE });
    chmodSync(cwd, 0o555);
    const { code, stdout, stderr } = run(['render'], { cwd, asNobody: true });
    chmodSync(cwd, 0o755);
    expect([code, lastLine({ code, stdout, stderr })]).toEqual([1, 'nothing was written']);
    expect(stderr).toContain(
      'error[write-failed]: ".canonry" cannot be written: permission denied; everything is as it was before',
    );
    expect(filesIn(cwd)).toHaveLength(4);
  });

  it('a source that cannot be read makes check red and takes nothing away', () => {
    const cwd = project({ ...agentFiles('ada'), ...agentFiles('bob'), ...OPENCODE });
    canonry(cwd, 'render');
    const before = treeOf(cwd);
    chmodSync(join(cwd, 'agents/ada/agent.toml'), 0o000);
    for (const command of ['check', 'render']) {
      const { code, stderr } = run([command], { cwd, asNobody: true });
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining('error[unreadable]: agents/ada/agent.toml cannot be read'),
      ]);
    }
    chmodSync(join(cwd, 'agents/ada/agent.toml'), 0o644);
    expect(treeOf(cwd)).toEqual(before);
  });
});

describe('explain', () => {
  it('shows what OpenCode does beside the decision, and what it decides by itself', () => {
    const cwd = sixAgents();
    const explain = (...args: string[]): unknown => JSON.parse(canonry(cwd, 'explain', ...args, '--json').stdout);
    expect(explain('chiron-forge', 'bash', 'git push -f x', '-t', 'opencode')).toMatchObject({
      decision: 'deny',
      targets: { opencode: { decision: 'deny', enforcement: 'declarative' } },
    });
    expect(explain('chiron', 'bash', 'cd src')).toMatchObject({
      targets: { opencode: { decision: 'allow', enforcement: 'declarative', owned: 'owned-opencode-cd' } },
    });
    const { stdout } = canonry(cwd, 'explain', 'chiron', 'bash', 'cd src');
    expect(stdout).toMatch(
      /\nallow {2}in opencode {2}declarative {2}owned-opencode-cd\nowned-opencode-cd: opencode .*\n$/,
    );
  });

  it('says what the harness does where nothing is specified', () => {
    const cwd = project({ ...agentFiles('free'), ...OPENCODE });
    expect(canonry(cwd, 'explain', 'free', 'webfetch', 'https://x').stdout).toBe(`unspecified  https://x

unspecified  webfetch  https://x  unspecified

allow  in opencode  declarative
`);
  });

  it('refuses a target without a subject', () => {
    const cwd = project({ ...agentFiles('free'), 'canonry.toml': '[targets.opencode]\n[targets.claude-code]\n' });
    const problemOf = (...args: string[]): unknown => {
      const { code, stderr } = canonry(cwd, 'explain', ...args);
      return [code, stderr.split('\n')[0]];
    };
    expect(problemOf('free', 'bash', '-t', 'opencode')).toEqual([
      2,
      'canonry explain: SUBJECT is missing; a harness decides about one',
    ]);
    expect(problemOf('free', 'bash', 'ls', '-t', 'pi')).toEqual([
      2,
      'canonry explain: pi is not enabled; add [targets.pi] to canonry.toml',
    ]);
  });
});

describe('who interrupts render', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s while it waits gets nothing written', async (signal) => {
    // A lock as a run on another machine would hold it.
    const cwd = project({ ...agentFiles('ada'), ...OPENCODE, '.canonry/lock-1-x-x-x-0-elsewhere': '' });
    const child = spawn(process.execPath, [BIN, 'render'], { cwd, env: {} });
    const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    child.stderr.once('data', () => child.kill(signal));
    const [stdout, stderr, [code]] = await ended;
    const talk = 'canonry: another run writes here; waiting for it\ncanonry: interrupted; nothing was written\n';
    expect({ code, stdout, stderr, files: filesIn(cwd).length }).toEqual({
      code: 130,
      stdout: '',
      stderr: talk,
      files: 5,
    });
  });

  it('while it writes gets all or nothing, and an exit code that says so', async () => {
    const files = { ...agentFiles('ada'), ...agentFiles('bob'), ...OPENCODE };
    const alone = project(files);
    const original = treeOf(alone);
    canonry(alone, 'render');
    const whole = treeOf(alone);
    for (let delay = 50; delay <= 800; delay += 150) {
      const cwd = project(files);
      const child = spawn(process.execPath, [BIN, 'render'], { cwd, env: {}, stdio: 'ignore' });
      const timer = setTimeout(() => child.kill('SIGINT'), delay);
      const [code, signal]: unknown[] = await once(child, 'close');
      clearTimeout(timer);
      // Before canonry has begun, the system ends it; afterwards it ends itself.
      expect([
        [null, 'SIGINT'],
        [130, null],
        [0, null],
      ]).toContainEqual([code, signal]);
      expect(code === 0 ? [whole] : [whole, original]).toContainEqual(treeOf(cwd));
      expect(canonry(cwd, 'render').code).toBe(0);
      expect(treeOf(cwd)).toEqual(whole);
    }
  }, 60_000);
});

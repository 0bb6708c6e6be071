import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finished } from './canonry.js';
import { onTerminal } from './in-process.js';
import { agentFiles, filesIn, project, read } from './project.js';
import { testEntries } from './test-entries.js';

// The commands on the targets that exist only in tests: they emit every kind of output.
const canonry = (cwd: string, ...args: string[]): Promise<Finished> =>
  onTerminal(args, { cwd, targets: testEntries, env: { HOME: join(cwd, 'home') } });

const BASH = '[permissions.bash]\nintent = "ask"\nrules = ["rm *:deny"]\n';
const BOTH = { 'canonry.toml': '[targets.alpha]\n[targets.beta]\n' };
const BETA = { 'canonry.toml': '[targets.beta]\n' };

describe('render', () => {
  it('writes what is rendered, and says so for each file', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    expect(await canonry(cwd, 'render')).toEqual({
      code: 0,
      stdout: `create   .beta/agents/ada/agent.md: it does not exist
create   .shared/rules.md: it does not exist
create   opencode.json: it does not exist
3 created
`,
      stderr: '',
    });
    expect(read(cwd, '.beta/agents/ada/agent.md')).toBe('# Does what ada does\n\nYou are ada.\n');
  });

  it('has nothing to do the second time, and writes nothing', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BOTH });
    await canonry(cwd, 'render');
    const manifest = read(cwd, '.canonry/manifest.json');
    expect(await canonry(cwd, 'render')).toEqual({
      code: 0,
      stdout: 'nothing to do: all 9 outputs are as rendered\n',
      stderr: '',
    });
    expect(read(cwd, '.canonry/manifest.json')).toBe(manifest);
    expect(await canonry(cwd, 'check')).toEqual({ code: 0, stdout: 'all 9 outputs are as rendered\n', stderr: '' });
  });

  it('writes only whole files, or only into shared ones, with --parts', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA, 'opencode.json': '{ "theme": "dark" }\n' });
    const whole = await canonry(cwd, 'render', '--parts', 'whole');
    expect([whole.code, whole.stdout]).toEqual([0, expect.stringMatching(/\n2 created\n$/)]);
    expect(read(cwd, 'opencode.json')).toBe('{ "theme": "dark" }\n');
    const out = join(cwd, 'out');
    const shared = await canonry(cwd, 'render', '--parts', 'shared', '--out', out);
    expect([shared.code, filesIn(out)]).toEqual([0, ['.canonry/manifest.json', 'opencode.json']]);
    expect((await canonry(cwd, 'render', '--parts', 'some')).code).toBe(2);
  });

  it('says what stays though it is no longer rendered, and check says what ends that', async () => {
    const cwd = project({ ...agentFiles('ada'), ...agentFiles('bob'), ...BETA });
    await canonry(cwd, 'render');
    writeFileSync(join(cwd, '.beta/agents/ada/agent.md'), 'mine\n');
    rmSync(join(cwd, 'agents/ada'), { recursive: true });
    const left = 'not removed: .beta/agents/ada/agent.md';
    expect((await canonry(cwd, 'render')).stdout).toContain(`\n1 updated, 2 unchanged; ${left}\n`);
    const again = await canonry(cwd, 'render');
    expect([again.code, again.stdout]).toEqual([
      1,
      `CONFLICT .beta/agents/ada/agent.md: it is no longer rendered, but was edited by hand
nothing to do: all 3 outputs are as rendered; ${left}
`,
    ]);
    expect((await canonry(cwd, 'check')).stdout)
      .toBe(`.beta/agents/ada/agent.md: it is no longer rendered, but was edited by hand

delete by hand what is no longer rendered, or run canonry render --force, which keeps a copy in .canonry/backup
`);
    expect((await canonry(cwd, 'render', '--force')).code).toBe(0);
    expect(await canonry(cwd, 'check')).toMatchObject({ code: 0, stdout: 'all 3 outputs are as rendered\n' });
  });

  it('says why not even --force removes what is behind a link', async () => {
    const cwd = project({ ...agentFiles('ada'), ...agentFiles('bob'), ...BETA, 'elsewhere/agent.md': 'mine\n' });
    await canonry(cwd, 'render');
    rmSync(join(cwd, 'agents/ada'), { recursive: true });
    rmSync(join(cwd, '.beta/agents/ada'), { recursive: true });
    symlinkSync('../../elsewhere', join(cwd, '.beta/agents/ada'));
    await canonry(cwd, 'render');
    const { stdout, stderr } = await canonry(cwd, 'check');
    const reason = '.beta/agents/ada is a symbolic link, and canonry does not write through links';
    expect(stdout).toBe(`.beta/agents/ada/agent.md: ${reason}\n\ndelete by hand what is no longer rendered\n`);
    expect(stderr)
      .toBe(`warning[stale-edited]: ".beta/agents/ada/agent.md" is no longer rendered, but ${reason}, so it stays
 --> .beta/agents/ada/agent.md
  = hint: correct or remove what is there by hand

1 warning
`);
    expect(read(cwd, 'elsewhere/agent.md')).toBe('mine\n');
  });

  it('shows what it would do and does nothing with --dry-run', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    const before = filesIn(cwd);
    const { code, stdout } = await canonry(cwd, 'render', '--dry-run');
    expect([code, stdout.split('\n').at(-2)]).toEqual([0, 'would be: 3 created']);
    expect(filesIn(cwd)).toEqual(before);
  });

  it('says with --dry-run that errors would keep everything from being written', async () => {
    const cwd = project({ ...agentFiles('ada', 'modle = "x"\n'), ...BETA });
    const { code, stdout } = await canonry(cwd, 'render', '--dry-run');
    expect([code, stdout]).toEqual([1, 'nothing would be written\n']);
  });

  it('refuses what somebody edited, shows the difference, and writes nothing at all', async () => {
    const cwd = project({ ...agentFiles('ada'), ...agentFiles('bob'), ...BETA });
    await canonry(cwd, 'render');
    writeFileSync(join(cwd, '.beta/agents/ada/agent.md'), '# Does what ada does\n\nYou are Ada.\n');
    writeFileSync(join(cwd, 'agents/ada/system-prompt.md'), 'You are ada, the first.\n');
    writeFileSync(join(cwd, 'agents/bob/system-prompt.md'), 'You are bob, the second.\n');
    expect(await canonry(cwd, 'render')).toEqual({
      code: 1,
      stdout: `CONFLICT .beta/agents/ada/agent.md: it was edited by hand
update   .beta/agents/bob/agent.md: its content differs

.beta/agents/ada/agent.md: it was edited by hand
--- a/.beta/agents/ada/agent.md
+++ b/.beta/agents/ada/agent.md
@@ -1,3 +1,3 @@
 # Does what ada does
 
-You are Ada.
+You are ada, the first.

nothing was written
`,
      stderr: `error[edited-output]: ".beta/agents/ada/agent.md" was edited by hand since canonry wrote it
 --> .beta/agents/ada/agent.md
  = hint: move the edit into the source, then run with --force, which keeps a copy in .canonry/backup

1 error
`,
    });
    expect(read(cwd, '.beta/agents/bob/agent.md')).toContain('You are bob.\n');
    expect(await canonry(cwd, 'render', '--force')).toMatchObject({
      code: 0,
      stdout: `update   .beta/agents/ada/agent.md: its content differs; a copy of what was there is kept below .canonry/backup
update   .beta/agents/bob/agent.md: its content differs
2 updated, 2 unchanged
`,
    });
    expect(read(cwd, '.canonry/backup/.beta/agents/ada/agent.md')).toContain('You are Ada.\n');
    expect(read(cwd, '.beta/agents/ada/agent.md')).toContain('You are ada, the first.\n');
  });

  it('never touches other targets with -t, and removes those that are taken out of canonry.toml', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BOTH });
    await canonry(cwd, 'render');
    rmSync(join(cwd, 'agents/ada'), { recursive: true });
    for (const [path, text] of Object.entries(agentFiles('eve'))) {
      mkdirSync(join(cwd, 'agents/eve'), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    expect((await canonry(cwd, 'render', '-t', 'beta')).code).toBe(0);
    expect(existsSync(join(cwd, '.alpha/agents/ada.md'))).toBe(true);
    expect(existsSync(join(cwd, '.beta/agents/ada'))).toBe(false);
    writeFileSync(join(cwd, 'canonry.toml'), '[targets.beta]\n');
    const { code, stdout } = await canonry(cwd, 'render');
    expect(code).toBe(0);
    expect(stdout).toContain('delete   .alpha/agents/ada.md: it is no longer rendered\n');
    expect(filesIn(cwd).filter((path) => path.includes('alpha'))).toEqual([]);
  });

  it.each([
    ['an empty canonry.toml', ''],
    ['none at all', undefined],
  ])('removes nothing if no target is left in %s: that is for clean', async (_, text) => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    await canonry(cwd, 'render');
    if (text === undefined) rmSync(join(cwd, 'canonry.toml'));
    else writeFileSync(join(cwd, 'canonry.toml'), text);
    const before = filesIn(cwd);
    for (const args of [['render'], ['render', '--force'], ['check']]) {
      const { code, stdout, stderr } = await canonry(cwd, ...args);
      expect([args, code, stdout]).toEqual([args, 1, args[0] === 'check' ? '' : 'nothing was written\n']);
      expect(stderr)
        .toBe(`error[nothing-enabled]: no target is enabled, and 3 outputs that canonry wrote would all be removed
 --> .canonry/manifest.json
  = hint: enable a target in canonry.toml, or run canonry clean to remove them

warning[no-targets]: no target is enabled, so nothing is rendered
 --> canonry.toml
  = hint: enable one in canonry.toml: [targets.alpha]

1 error, 1 warning
`);
    }
    expect(filesIn(cwd)).toEqual(before);
    expect((await canonry(cwd, 'clean')).stdout).toContain('3 deleted\n');
    expect(filesIn(cwd).filter((path) => !path.startsWith('agents/') && path !== 'canonry.toml')).toEqual([]);
    expect((await canonry(cwd, 'render')).code).toBe(0);
    expect((await canonry(cwd, 'check', '--strict')).code).toBe(1);
  });

  it('fails for a target that this version cannot render, unless -t leaves it out', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.beta]\n[targets.gamma]\n' });
    const { code, stdout, stderr } = await canonry(cwd, 'render');
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'nothing was written\n' });
    expect(stderr).toBe(`error[target-not-rendered]: gamma cannot be rendered by this version of canonry
 --> canonry.toml:2:10
  |
2 | [targets.gamma]
  |          ^^^^^
  = hint: choose others with -t beta, or take [targets.gamma] out of canonry.toml

1 error
`);
    expect(filesIn(cwd)).toHaveLength(3);
    expect((await canonry(cwd, 'render', '-t', 'beta')).code).toBe(0);
  });

  it('writes nothing while the source has an error', async () => {
    const cwd = project({ ...agentFiles('ada'), ...agentFiles('bob', 'modle = "x"\n'), ...BETA });
    const { code, stdout, stderr } = await canonry(cwd, 'render');
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'nothing was written\n' });
    expect(stderr).toContain('error[unknown-key]');
    expect(existsSync(join(cwd, '.beta'))).toBe(false);
  });
});

describe('render --out', () => {
  it('writes elsewhere, with a manifest of its own', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    expect((await canonry(cwd, 'render', '--out', 'scratch/deep')).code).toBe(0);
    expect(filesIn(join(cwd, 'scratch'))).toEqual([
      'deep/.beta/agents/ada/agent.md',
      'deep/.canonry/manifest.json',
      'deep/.shared/rules.md',
      'deep/opencode.json',
    ]);
    const { stdout } = await canonry(cwd, 'check', '--out', 'scratch/deeper path');
    expect(stdout.split('\n').at(-2)).toBe("run canonry render --out 'scratch/deeper path'");
  });

  it.each([
    ['/', 'it is the root of the file system'],
    ['canonry.toml', 'it is not a directory'],
    ['canonry.toml/below', 'a part of the path is not a directory'],
    ['agents', 'where canonry reads'],
    ['agents/ada', 'where canonry reads'],
  ])('refuses %s', async (out, reason) => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    const before = filesIn(cwd);
    for (const command of ['render', 'check']) {
      const { code, stderr } = await canonry(cwd, command, '--out', out);
      expect([code, stderr.split('\n')[0]]).toEqual([1, expect.stringMatching(/^error\[output-root\]: /)]);
      expect(stderr).toContain(reason);
    }
    expect(filesIn(cwd)).toEqual(before);
  });

  it('writes through no link below it', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA, 'elsewhere/keep': '' });
    symlinkSync('elsewhere', join(cwd, '.beta'));
    const { code, stderr } = await canonry(cwd, 'render', '--force');
    expect([code, stderr]).toEqual([1, expect.stringContaining('error[refused-output]')]);
    expect(filesIn(join(cwd, 'elsewhere'))).toEqual(['keep']);
  });
});

describe('wrong usage of render and check', () => {
  it.each([
    [['-t', 'bta'], 'there is no target "bta"; did you mean beta?'],
    [['-t', 'zeta-zeta'], 'there is no target "zeta-zeta"; it is one of alpha, beta and gamma'],
    [['-t', 'alpha'], 'alpha is not enabled; add [targets.alpha] to canonry.toml'],
    [['--model', 'ada'], '--model "ada" is not of the form [TARGET:]AGENT=MODEL'],
    [['--model', 'adda=a/b'], 'there is no agent "adda"; did you mean ada?'],
    [['--model', 'alpha:ada=a/b'], '--model names "alpha", which is no target of this run; it can only be beta'],
    [['--model', 'ada=opus'], '"opus" is not a model; write provider/model, such as anthropic/claude-sonnet-4-5'],
    [['--model', 'ada=a/b', '--model', 'ada=a/c'], '--model names ada twice'],
  ])('%j', async (args, problem) => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    for (const command of ['render', 'check'])
      expect(await canonry(cwd, command, ...args)).toEqual({
        code: 2,
        stdout: '',
        stderr: `canonry ${command}: ${problem}\nMore: canonry ${command} --help\n`,
      });
    expect(filesIn(cwd)).toHaveLength(3);
  });
});

it('what a foreign entry opens is a warning with its file and line, and an error under --strict', async () => {
  const mine =
    '{\n  "model": "a/b",\n  "permission": {\n    "edit": { "*": "allow" },\n    "bash": { "rm x": "allow" }\n  }\n}\n';
  const cwd = project({ ...agentFiles('ada', BASH), 'canonry.toml': '[targets.alpha]\n', 'opencode.json': mine });
  const warning = `[foreign-widens]: "opencode.json" lets ada do more in alpha than what is rendered: bash "rm x" is allow with it and deny without it
 --> opencode.json:5:1
  = hint: take it out of "opencode.json", or say it in the definition; canonry does not change what it did not write
`;
  const strict = await canonry(cwd, 'render', '--strict');
  expect([strict.code, strict.stderr]).toEqual([1, `error${warning}\n1 error\n`]);
  expect(read(cwd, 'opencode.json')).toBe(mine);
  const { code, stderr } = await canonry(cwd, 'render');
  expect([code, stderr]).toEqual([0, `warning${warning}\n1 warning\n`]);
  const check = await canonry(cwd, 'check', '--format', 'github');
  expect([check.code, check.stdout]).toEqual([
    0,
    expect.stringMatching(/^::warning file=opencode\.json,line=5,col=1,title=foreign-widens::/),
  ]);
});

it('what a foreign file beside ours opens is found too', async () => {
  const extra = { '.alpha/extra/mine.json': '{ "permission": { "bash": { "*": "allow" } } }\n' };
  const cwd = project({ ...agentFiles('ada', BASH), 'canonry.toml': '[targets.alpha]\n', ...extra });
  const { code, stderr } = await canonry(cwd, 'render');
  expect([code, stderr.split('\n').slice(0, 2)]).toEqual([
    0,
    [
      expect.stringMatching(/^warning\[foreign-widens\]: "\.alpha\/extra\/mine\.json" lets ada do more in alpha/),
      ' --> .alpha/extra/mine.json:1:1',
    ],
  ]);
});

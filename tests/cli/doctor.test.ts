import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import type { Finished } from './canonry.js';
import { onTerminal } from './in-process.js';
import { agentFiles, filesIn, project } from './project.js';
import type { TargetEntry } from '../../packages/cli/src/targets.js';
import { TEST_TARGETS } from '../writing/test-targets.js';
import { testEntries } from './test-entries.js';

const doctor = (cwd: string, args: readonly string[] = [], PATH = ''): Promise<Finished> =>
  onTerminal(['doctor', ...args], { cwd, targets: testEntries, env: { HOME: join(cwd, 'home'), PATH } });

const FILES = {
  ...agentFiles('ada', '[permissions.bash]\nintent = "ask"\nrules = ["rm *:deny"]\n'),
  'canonry.toml': '[targets.alpha]\n[targets.beta]\n[targets.gamma]\n',
};
const GIT = { '.git/HEAD': '' };

/** The targets of tests, one of them changed. */
function entriesWith(name: string, changes: Partial<Target>): readonly TargetEntry[] {
  return testEntries.map((entry) => {
    const target = TEST_TARGETS.find((one) => one.name === entry.name);
    if (target?.name !== name) return entry;
    return { ...entry, load: () => Promise.resolve({ ...target, ...changes }) };
  });
}

/** On the real targets. */
const own = (cwd: string, args: readonly string[] = [], PATH = ''): Promise<Finished> =>
  onTerminal(['doctor', ...args], { cwd, env: { HOME: join(cwd, 'home'), PATH } });

function claudeSaying(version: string): string {
  return `#!/bin/sh\necho "${version} (Claude Code)"\n`;
}

describe('doctor', () => {
  it('says which harnesses there are, and that nothing is wrong', async () => {
    const cwd = project({
      ...FILES,
      ...GIT,
      'bin/alpha-agent': '#!/bin/sh\necho "alpha 1.2.3"\necho more\n',
      'bin/beta-agent': '',
    });
    chmodSync(join(cwd, 'bin/alpha-agent'), 0o755);
    const before = filesIn(cwd);
    expect(await doctor(cwd, [], `relative:${join(cwd, 'bin')}:/usr/bin:/bin`)).toEqual({
      code: 0,
      stdout: `alpha: alpha-agent alpha 1.2.3 (${join(cwd, 'bin/alpha-agent')})
beta: beta-agent is not on PATH
gamma: this version of canonry cannot render it
nothing here opens more than the definitions
`,
      stderr: '',
    });
    expect(filesIn(cwd)).toEqual(before);
  });

  it('finds what a file of the person opens in every project', async () => {
    const personal = '{\n  "permission": {\n    "bash": { "rm -rf *": "allow" }\n  }\n}\n';
    const cwd = project({ ...FILES, ...GIT, 'home/.alpha.json': personal });
    const { code, stderr } = await doctor(cwd, ['-t', 'alpha']);
    expect(code).toBe(1);
    expect(stderr)
      .toBe(`warning[foreign-widens]: "~/.alpha.json" lets ada do more in alpha than what is rendered: bash "rm -rf x" is allow with it and deny without it
 --> ~/.alpha.json:3:1
  = hint: take it out of "~/.alpha.json", or say it in the definition; canonry does not change what it did not write

1 warning
`);
  });

  it('finds that a harness applies no rules about paths outside of Git', async () => {
    const cwd = project(FILES);
    const args = ['doctor', '--json', '-t', 'alpha', '-t', 'beta'];
    const { code, stdout } = await onTerminal(args, {
      cwd,
      targets: entriesWith('alpha', { needsGit: true }),
      env: { HOME: join(cwd, 'home'), PATH: '' },
    });
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        targets: {
          alpha: { program: 'alpha-agent', path: null, version: null },
          beta: { program: 'beta-agent', path: null, version: null },
        },
        diagnostics: [
          {
            code: 'no-git-work-tree',
            severity: 'warning',
            message: `there is no Git work tree around ${cwd}, and without one alpha applies no rule about paths`,
            file: '.',
            target: 'alpha',
            hint: 'run git init there',
          },
        ],
      },
    ]);
  });

  it('names what gives a harness configuration that nobody judges', async () => {
    const cwd = project({ ...FILES, ...GIT });
    const HOME = join(cwd, 'home');
    const withEnv = (env: Readonly<Record<string, string>>): Promise<Finished> =>
      onTerminal(['doctor', '-t', 'alpha'], { cwd, targets: testEntries, env: { HOME, ...env } });
    expect((await withEnv({ ALPHA_CONFIG: '', ALPHA_HOME: `${HOME}/.alpha` })).code).toBe(0);
    const { code, stderr } = await withEnv({ ALPHA_CONFIG: 'secret', ALPHA_HOME: '/srv' });
    expect([code, stderr.match(/warning\[unseen-configuration\]: \w+/g)]).toEqual([
      1,
      ['warning[unseen-configuration]: ALPHA_CONFIG', 'warning[unseen-configuration]: ALPHA_HOME'],
    ]);
    expect(stderr).not.toContain('secret');
  });

  it('names a directory of the machine that a harness reads', async () => {
    const cwd = project({ ...FILES, ...GIT, 'canonry.toml': '[targets.alpha]\n', 'machine/a': '' });
    const path = join(cwd, 'machine');
    const targets = entriesWith('alpha', { unseen: [{ kind: 'place', path }] });
    const { code, stderr } = await onTerminal(['doctor', '-t', 'alpha'], { cwd, targets, env: {} });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`warning[unseen-configuration]: ${path} can give alpha`),
    ]);
  });

  it('says that a harness does not answer', async () => {
    const cwd = project({ ...FILES, ...GIT, 'bin/alpha-agent': '#!/bin/sh\nexit 3\n' });
    chmodSync(join(cwd, 'bin/alpha-agent'), 0o755);
    const { code, stdout } = await doctor(cwd, ['-t', 'alpha'], `${join(cwd, 'bin')}:/bin`);
    expect([code, stdout.split('\n')[0]]).toEqual([
      0,
      `alpha: alpha-agent does not say its version (${join(cwd, 'bin/alpha-agent')})`,
    ]);
  });

  it('knows which versions of a harness were measured', async () => {
    const cwd = project({
      ...agentFiles('ada', '[permissions.bash]\nintent = "ask"\n'),
      'canonry.toml': '[targets.claude-code]\n',
      ...GIT,
      'old/claude': claudeSaying('2.1.100'),
      'new/claude': claudeSaying('2.2.0'),
      'known/claude': claudeSaying('2.1.329'),
    });
    for (const name of ['old', 'new', 'known']) chmodSync(join(cwd, name, 'claude'), 0o755);
    const ask = async (name: string): Promise<readonly unknown[]> => {
      const { code, stdout, stderr } = await own(cwd, ['--json'], `${join(cwd, name)}:/usr/bin:/bin`);
      const { diagnostics }: { diagnostics: readonly { code: string; message: string }[] } = JSON.parse(stdout);
      const about = diagnostics.filter((one) => one.code.startsWith('harness-'));
      return [code, stderr, ...about.map((one) => `${one.code}: ${one.message}`)];
    };
    expect(await ask('known')).toEqual([0, '']);
    expect(await ask('old')).toEqual([
      1,
      '',
      'harness-too-old: claude-code is version "2.1.100 (Claude Code)" here, and was measured from 2.1.197 to 2.1.329',
    ]);
    expect(await ask('new')).toEqual([
      0,
      '',
      'harness-newer: claude-code is version "2.2.0 (Claude Code)" here, and was measured from 2.1.197 to 2.1.329',
    ]);
  });

  it('says which of two agents counts, if one of them is in the home directory', async () => {
    const agent = '---\nname: ada\ndescription: Mine\n---\nYou are mine.\n';
    const cwd = project({
      ...agentFiles('ada', '[permissions.bash]\nintent = "ask"\n'),
      'canonry.toml': '[targets.claude-code]\n[targets.opencode]\n[targets.pi]\n',
      ...GIT,
      'home/.claude/agents/any.md': agent,
      'home/.config/opencode/agent/ada.md': agent,
      'home/.pi/agent/agents/ada.md': agent,
    });
    const { code, stdout } = await own(cwd, ['--json']);
    const { diagnostics }: { diagnostics: readonly { code: string; message: string }[] } = JSON.parse(stdout);
    const named = diagnostics.filter((one) => one.code.startsWith('shadow'));
    expect([code, ...named.map((one) => `${one.code}: ${one.message}`)]).toEqual([
      1,
      'shadowed-agent: your own ~/.claude/agents/any.md has the name of ada: in this project the one of the project counts',
      'shadowing-agent: your own ~/.config/opencode/agent/ada.md has the name of ada: the two are merged, and what only yours says holds too',
      "shadowing-agent: your own ~/.pi/agent/agents/ada.md has the name of ada: the subagent extension of Pi's examples takes yours, unless a call asks for those of the project",
    ]);
  });

  it('finds outputs that are not as rendered, once there are any', async () => {
    const cwd = project({
      ...agentFiles('ada', '[permissions.bash]\nintent = "ask"\n'),
      'canonry.toml': '[targets.claude-code]\n',
      ...GIT,
    });
    expect((await own(cwd)).code).toBe(0);
    await onTerminal(['render'], { cwd, env: { HOME: join(cwd, 'home') } });
    expect((await own(cwd)).code).toBe(0);
    writeFileSync(join(cwd, 'agents/ada/system-prompt.md'), 'You are another.\n');
    const { code, stderr } = await own(cwd);
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      'warning[stale-output]: what stands on disk is not what the source says: 1 of the outputs, first .claude/agents/ada.md',
    ]);
  });

  it('is red while the source has errors', async () => {
    const { code, stderr } = await doctor(project({ ...FILES, ...agentFiles('bob', 'modle = "x"\n'), ...GIT }));
    expect([code, stderr]).toEqual([1, expect.stringContaining('error[unknown-key]')]);
  });
});

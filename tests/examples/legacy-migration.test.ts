import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BIN } from '../cli/canonry.js';
import { filesIn, read } from '../cli/project.js';
import { REPOSITORY } from '../golden/cases.js';

const EXAMPLE = join(REPOSITORY, 'examples/legacy-migration');
const NAMES = ['apollo', 'athena', 'calliope', 'chiron', 'chiron-forge', 'hermes'];
const README = readFileSync(join(EXAMPLE, 'README.md'), 'utf8');
/** The commands of each step, as people would paste them. */
const STEPS = [...README.matchAll(/^## (\d)\..*\n([^]*?)(?=^## |$(?![^]))/gm)].map(([, number = '', text = '']) => ({
  number: Number(number),
  commands: [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block).join(''),
}));

let directory = '';
const here = (): string => join(directory, 'project');

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'canonry-example-')));
  cpSync(EXAMPLE, here(), { recursive: true });
  mkdirSync(join(directory, 'bin'));
  const command = join(directory, 'bin/canonry');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(command, 0o755);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a script as a shell would that stops at the first failure. */
function sh(script: string, cwd = here()): { code: number | null; stdout: string; stderr: string } {
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  const env = {
    PATH: `${join(directory, 'bin')}:/usr/local/bin:/usr/bin:/bin`,
    HOME: directory,
    GIT_CONFIG_NOSYSTEM: '1',
    ...identity,
  };
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-e', '-c', script], { cwd, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

function step(number: number): { code: number | null; stdout: string; stderr: string } {
  return sh(STEPS.find((known) => known.number === number)?.commands ?? 'exit 99');
}

describe('the migration of a legacy file', () => {
  it('has five steps', () => {
    expect(STEPS.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it('1. imports six agents, whose record holds nothing but their order', () => {
    const { code, stdout, stderr } = step(1);
    expect([code, stdout.match(/^created /gm)?.length, stderr.match(/^\w+\[[a-z-]+\]/gm)]).toEqual([
      0,
      14,
      Array.from({ length: 5 }, () => 'warning[import-stricter]'),
    ]);
    const { agents }: { agents: Record<string, unknown>[] } = JSON.parse(read(here(), 'legacy-agents.json'));
    expect(agents.map((agent) => Object.keys(agent))).toEqual(NAMES.map(() => ['key', 'agent']));
    expect(agents.map(({ agent }) => agent)).toEqual([
      'chiron',
      'chiron-forge',
      'hermes',
      'athena',
      'apollo',
      'calliope',
    ]);
    for (const name of NAMES)
      expect(read(here(), `agents/${name}/system-prompt.md`)).toBe(read(EXAMPLE, `prompts/${name}.txt`));
  });

  it('gives agents that may do what those of this repository may', () => {
    const { code, stdout } = sh(`canonry compare '${REPOSITORY}' .`);
    expect([code, stdout]).toEqual([0, 'no agent may do more or less than before\n']);
  });

  it('2. proves that edits of the new files permit nothing more', () => {
    const { code, stdout } = step(2);
    expect([code, stdout.trimEnd().split('\n').at(-1)]).toEqual([0, 'no agent may do more or less than before']);
    expect(stdout).toContain('git push --force origin main');
    expect(read(here(), 'agents/chiron/agent.toml')).toMatch(/^tags = /);
  });

  it('3. gives the old file back, byte for byte', () => {
    expect(step(3).code).toBe(0);
    const exported = join(directory, 'exported');
    expect(read(exported, 'agents/agents.json')).toBe(read(EXAMPLE, 'agents/agents.json'));
    for (const name of NAMES) expect(read(exported, `prompts/${name}.txt`)).toBe(read(EXAMPLE, `prompts/${name}.txt`));
  });

  it('4. deletes nothing while the export differs', () => {
    const prompt = join(here(), 'agents/hermes/system-prompt.md');
    const text = readFileSync(prompt, 'utf8');
    writeFileSync(prompt, `${text}One more line.\n`);
    expect(step(4).code).toBe(1);
    expect(filesIn(here())).toEqual(
      expect.arrayContaining(['agents/agents.json', 'legacy-agents.json', 'prompts/hermes.txt']),
    );
    writeFileSync(prompt, text);
  });

  it('4. deletes the old files when the export equals them', () => {
    expect(step(4).code).toBe(0);
    expect(filesIn(here()).filter((path) => !path.startsWith('.git/'))).toEqual(
      [
        'README.md',
        'canonry.toml',
        ...NAMES.flatMap((name) => [`agents/${name}/agent.toml`, `agents/${name}/system-prompt.md`]),
      ].toSorted(),
    );
  });

  it('5. leaves a project that loads cleanly, and is as rendered', () => {
    expect(step(5).code).toBe(0);
    for (const command of ['list', 'list --json'])
      expect(sh(`canonry ${command}`)).toMatchObject({ code: 0, stderr: '' });
    const { agents }: { agents: { name: string }[] } = JSON.parse(read(directory, 'after.json'));
    expect(agents.map(({ name }) => name)).toEqual(NAMES);
    expect(read(here(), 'canonry.toml')).toContain('[models.opencode]\nchiron = "anthropic/claude-opus-4-5"\n');
    expect(read(here(), '.opencode/agent/chiron.md')).toContain('\nmodel: "anthropic/claude-opus-4-5"\n');
    expect(sh('canonry check')).toMatchObject({ code: 0, stdout: 'all 6 outputs are as rendered\n' });
  });

  it('is no longer green when somebody edits what was rendered', () => {
    const path = join(here(), '.opencode/agent/chiron.md');
    writeFileSync(path, read(here(), '.opencode/agent/chiron.md').replace('edit: "deny"', 'edit: "allow"'));
    const { code, stdout } = sh('canonry check');
    expect([code, stdout]).toEqual([1, expect.stringContaining('\n-  edit: "allow"\n+  edit: "deny"\n')]);
  });
});

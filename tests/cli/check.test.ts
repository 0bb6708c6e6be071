import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Finished } from './canonry.js';
import { onTerminal } from './in-process.js';
import { agentFiles, filesIn, project, read } from './project.js';
import { testEntries } from './test-entries.js';

const canonry = (cwd: string, ...args: string[]): Promise<Finished> =>
  onTerminal(args, { cwd, targets: testEntries, env: { HOME: join(cwd, 'home') } });

const canonryOwn = (cwd: string, ...args: string[]): Promise<Finished> => onTerminal(args, { cwd });

function movedTo(directory: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [directory + path, text]));
}

/** A project that was rendered, and then changed: an agent differs, a file is gone, another one is left over. */
async function changedProject(below = ''): Promise<string> {
  const files = { ...agentFiles('ada'), ...agentFiles('bob'), 'canonry.toml': '[targets.alpha]\n' };
  const cwd = project(Object.fromEntries(Object.entries(files).map(([path, text]) => [below + path, text])));
  const root = join(cwd, below);
  await canonry(root, 'render');
  writeFileSync(join(root, 'agents/ada/system-prompt.md'), 'You are ada,\nthe first.\n');
  rmSync(join(root, '.shared/rules.md'));
  rmSync(join(root, 'agents/bob'), { recursive: true });
  return cwd;
}

const FIRST = `.alpha/agents/ada.md: its content differs
--- a/.alpha/agents/ada.md
+++ b/.alpha/agents/ada.md
@@ -1,4 +1,5 @@
 ---
 description: Does what ada does
 ---
-You are ada.
+You are ada,
+the first.

.alpha/agents/bob.md: it is no longer rendered
--- a/.alpha/agents/bob.md
+++ /dev/null
@@ -1,4 +0,0 @@
`;

describe('check', () => {
  it('shows each difference and the line that mends it, and writes nothing', async () => {
    const cwd = await changedProject();
    const before = filesIn(cwd).map((path) => read(cwd, path));
    const { code, stdout, stderr } = await canonry(cwd, 'check', '-t', 'alpha');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.slice(0, FIRST.length)).toBe(FIRST);
    expect(stdout.split('\n').at(-2)).toBe('run canonry render -t alpha');
    expect(filesIn(cwd).map((path) => read(cwd, path))).toEqual(before);
    expect((await canonry(cwd, 'render', '-t', 'alpha')).code).toBe(0);
    expect((await canonry(cwd, 'check', '-t', 'alpha')).code).toBe(0);
  });

  it('shows no difference for what is refused, and does not advise --force, which would not help', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.alpha]\n' });
    await canonry(cwd, 'render');
    renameSync(join(cwd, '.claude'), join(cwd, 'elsewhere'));
    symlinkSync('elsewhere', join(cwd, '.claude'));
    writeFileSync(join(cwd, 'AGENTS.md'), read(cwd, 'AGENTS.md').replace('<!-- canonry:end -->', ''));
    rmSync(join(cwd, '.alpha/bin/ada'));
    mkdirSync(join(cwd, '.alpha/bin/ada'));
    const refused = await canonry(cwd, 'check');
    expect(refused.stdout).toBe(`.alpha/bin/ada: there is a directory of that name

.claude/settings.json: .claude is a symbolic link, and canonry does not write through links

AGENTS.md: its markers are not one pair: canonry:begin on line 1

run canonry render, after you have corrected or removed by hand what cannot be written (--force does not help there)
`);
    expect((await canonry(cwd, 'render', '--force')).stdout).toMatch(/\nnothing was written\n$/);
    expect((await canonry(cwd, 'render')).stdout).not.toMatch(/^(?:---|\+\+\+|old mode)/m);
    writeFileSync(join(cwd, '.alpha/agents/ada.md'), 'mine\n');
    const both = await canonry(cwd, 'check');
    expect(both.stdout.split('\n').at(-2)).toBe(
      'run canonry render, after you have corrected or removed by hand what cannot be written (--force does not help there), and have seen to the other conflicts (--force takes them over and keeps copies)',
    );
    rmSync(join(cwd, '.claude'));
    rmSync(join(cwd, 'AGENTS.md'));
    rmSync(join(cwd, '.alpha/bin/ada'), { recursive: true });
    const edited = await canonry(cwd, 'check');
    expect(edited.stdout.split('\n').at(-2)).toBe(
      'run canonry render, after you have seen to the conflicts (--force takes them over and keeps copies)',
    );
    expect((await canonry(cwd, 'render', '--force')).code).toBe(0);
  });

  it('gives the same as data', async () => {
    const cwd = await changedProject();
    const expected = {
      plan: {
        create: ['.shared/rules.md'],
        update: ['.alpha/agents/ada.md', '.claude/settings.json', 'AGENTS.md', 'opencode.json'],
        delete: ['.alpha/agents/bob.md', '.alpha/bin/bob', '.alpha/links/bob'],
        conflict: [],
        unchanged: 3,
      },
      applied: false,
      diagnostics: [],
    };
    for (const flags of [['--json'], ['--format', 'json']]) {
      const { code, stdout } = await canonry(cwd, 'check', ...flags);
      expect([code, JSON.parse(stdout)]).toEqual([1, { ...expected, drift: true }]);
    }
    const dry = await canonry(cwd, 'render', '--dry-run', '--json');
    expect([dry.code, JSON.parse(dry.stdout)]).toEqual([0, expected]);
    const wet = await canonry(cwd, 'render', '--json');
    expect([wet.code, JSON.parse(wet.stdout)]).toEqual([0, { ...expected, applied: true }]);
    expect(JSON.parse((await canonry(cwd, 'check', '--json')).stdout)).toEqual({
      plan: { create: [], update: [], delete: [], conflict: [], unchanged: 8 },
      applied: false,
      drift: false,
      diagnostics: [],
    });
  });

  it('is red, with conflicts and the errors of the source as data too', async () => {
    const cwd = await changedProject();
    writeFileSync(join(cwd, '.alpha/agents/ada.md'), 'mine\n');
    const { code, stdout } = await canonry(cwd, 'check', '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      {
        plan: { conflict: [{ path: '.alpha/agents/ada.md', reason: 'it was edited by hand' }] },
        drift: true,
        diagnostics: [
          {
            code: 'edited-output',
            severity: 'error',
            message: '".alpha/agents/ada.md" was edited by hand since canonry wrote it',
            file: '.alpha/agents/ada.md',
            target: 'alpha',
          },
        ],
      },
    ]);
    writeFileSync(join(cwd, 'agents/ada/agent.toml'), 'name = "ada\n');
    const broken = await canonry(cwd, 'check', '--json');
    expect([broken.code, JSON.parse(broken.stdout)]).toMatchObject([
      1,
      {
        plan: { create: [], delete: [] },
        applied: false,
        drift: false,
        diagnostics: [{ code: 'toml-syntax', line: 1 }],
      },
    ]);
  });

  it('annotates the lines of the source, from where it runs', async () => {
    const cwd = await changedProject('packages/one/');
    const { code, stdout } = await canonry(cwd, 'check', '--agents', 'packages/one/agents', '--format', 'github');
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '::error file=packages/one/agents/ada/agent.toml,line=1,col=1,title=output-drift::".alpha/agents/ada.md" is not as rendered: its content differs%0Arun canonry render --agents packages/one/agents',
      '::error file=packages/one/.alpha/agents/bob.md,title=output-drift::".alpha/agents/bob.md" is not as rendered: it is no longer rendered%0Arun canonry render --agents packages/one/agents',
      '::error file=packages/one/.alpha/bin/bob,title=output-drift::".alpha/bin/bob" is not as rendered: it is no longer rendered%0Arun canonry render --agents packages/one/agents',
    ]);
  });

  it('annotates the line of a prompt or a text that differs, from the top of the repository wherever it runs', async () => {
    const files: Record<string, string> = {
      ...agentFiles('ada', '[permissions.bash]\nintent = "ask"\n'),
      'canonry.toml': '[targets.opencode]\n',
      'context/house.md': 'One.\nTwo.\n',
    };
    files['agents/ada/agent.toml'] =
      files['agents/ada/agent.toml']?.replace('[perm', 'context = ["house"]\n[perm') ?? '';
    const cwd = project({ '.git/HEAD': '', ...movedTo('packages/one/', files) });
    const at = (path: string): string => join(cwd, 'packages/one', path);
    await canonryOwn(at(''), 'render');
    writeFileSync(at('agents/ada/system-prompt.md'), 'You are ada.\n\nAnd brief.\n');
    writeFileSync(at('context/house.md'), 'One.\n');
    const expected = ['packages/one/agents/ada/system-prompt.md:2', 'packages/one/context/house.md:1'];
    for (const from of ['', 'agents', 'agents/ada']) {
      const { stdout } = await canonryOwn(at(from), 'check', '--format', 'github');
      const places = [...stdout.matchAll(/^::error file=([^,]*),line=(\d+),.*output-drift/gm)];
      expect(places.map(([, file, line]) => `${file}:${line}`)).toEqual(expected);
      const sarif = await canonryOwn(at(from), 'check', '--format', 'sarif');
      for (const place of expected) expect(sarif.stdout).toContain(`"uri": "${place.split(':')[0]}"`);
    }
    writeFileSync(at('agents/ada/agent.toml'), read(at('agents/ada'), 'agent.toml').replace('"ask"', '"deny"'));
    expect((await canonryOwn(at(''), 'check', '--format', 'github')).stdout).toMatch(
      /^::error file=packages\/one\/agents\/ada\/agent.toml,title=output-drift/m,
    );
  });

  it.each([
    ['[targets.opencode]', ['.opencode/agent/ada.md']],
    ['[targets.claude-code]', ['.claude/agents/ada.md']],
    ['[targets.claude-code]\nenforcement = "guard"', ['.claude/agents/ada.md']],
    ['[targets.pi]\nprimary = "bob"', ['.pi/agents/ada.md']],
    ['[targets.pi]\nprimary = "ada"', ['.pi/SYSTEM.md', '.pi/agents/ada.md']],
  ])(
    'annotates the line of a prompt with %s, where lines are added and where the last are gone',
    async (toml, edited) => {
      const cwd = project({ ...agentFiles('ada'), ...agentFiles('bob'), 'canonry.toml': `${toml}\n` });
      const prompt = join(cwd, 'agents/ada/system-prompt.md');
      writeFileSync(prompt, 'You are ada.\n---\nBe brief.\nBe kind.\n');
      await canonryOwn(cwd, 'render');
      for (const text of ['You are ada.\n---\nBe long.\nBe kind.\n', 'You are ada.\n---\nBe brief.\n']) {
        writeFileSync(prompt, text);
        const { stdout } = await canonryOwn(cwd, 'check', '--format', 'github');
        const places = [...stdout.matchAll(/^::error file=([^,]*),line=(\d+),.*output-drift::"([^"]*)"/gm)];
        expect(places.map(([, file, line, path]) => [path, `${file}:${line}`])).toEqual(
          edited.map((path) => [path, 'agents/ada/system-prompt.md:3']),
        );
      }
    },
  );

  it.each([
    ['opencode', ['skills/tidy/SKILL.md', 'context/plan.md', 'rules/house.md']],
    ['claude-code', ['skills/tidy/SKILL.md', 'context/plan.md', 'rules/house.md']],
    ['pi', ['skills/tidy/SKILL.md']],
  ])('annotates the line of each text that is rendered for %s', async (target, texts) => {
    const files: Record<string, string> = { ...agentFiles('ada'), 'canonry.toml': `[targets.${target}]\n` };
    for (const path of texts) files[path] = '---\nname: tidy\ndescription: Tidies.\n---\nOne.\nTwo.\n';
    files['agents/ada/agent.toml'] += 'skills = ["tidy"]\n';
    if (target !== 'pi') files['agents/ada/agent.toml'] += 'rules = ["house"]\ncontext = ["plan"]\n';
    const cwd = project(files);
    await canonryOwn(cwd, 'render');
    for (const path of texts) writeFileSync(join(cwd, path), `${files[path]}Three.\n`);
    const { stdout } = await canonryOwn(cwd, 'check', '--format', 'github');
    const places = [...stdout.matchAll(/^::error file=([^,]*),line=(\d+),.*output-drift/gm)];
    expect(places.map(([, file, line]) => `${file}:${line}`).toSorted()).toEqual(
      texts.map((path) => `${path}:7`).toSorted(),
    );
  });

  it('writes SARIF that its schema accepts, for drift, conflicts and errors of the source', async () => {
    const cwd = await changedProject();
    writeFileSync(join(cwd, '.alpha/bin/ada'), 'mine\n');
    const results = await sarifOf(cwd);
    expect(results.map(({ ruleId }) => ruleId)).toEqual([
      'edited-output',
      ...Array.from({ length: 8 }, () => 'output-drift'),
    ]);
    writeFileSync(join(cwd, 'agents/ada/agent.toml'), 'name = "ada"\nmodle = "x"\n');
    expect((await sarifOf(cwd)).map(({ ruleId }) => ruleId)).toEqual(['missing-key', 'unknown-key']);
  });
});

async function sarifOf(cwd: string): Promise<readonly { readonly ruleId: string }[]> {
  const { code, stdout, stderr } = await canonry(cwd, 'check', '--format', 'sarif');
  expect([code, stderr]).toEqual([1, '']);
  const log: { runs: [{ results: { ruleId: string }[] }] } = JSON.parse(stdout);
  const ajv = new Ajv({ schemaId: 'auto', meta: false });
  ajv.addMetaSchema(readJson('ajv/lib/refs/json-schema-draft-04.json'));
  const isValid = ajv.validate(readJson('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), log);
  expect({ isValid, errors: ajv.errors }).toEqual({ isValid: true, errors: null });
  return log.runs[0].results;
}

function readJson(path: string): object {
  const value: unknown = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(path), 'utf8'));
  return typeof value === 'object' && value !== null ? value : {};
}

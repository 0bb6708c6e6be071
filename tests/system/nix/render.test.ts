import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry, type Finished } from '../../cli/canonry.js';
import { REPOSITORY } from '../../cli/installation.js';
import { agentFiles, filesIn, project, read } from '../../cli/project.js';
import { sixAgents } from '../../cli/rendered-project.js';
import { build, buildRun, refusal } from './nix.js';

const render = (input: string, options = '', name = 'renderForTool { tool = "opencode";'): string =>
  `canonry.agents.${name} inherit pkgs; agentsInput = ${input}; ${options} }`;

function treeOf(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    filesIn(directory).map((path) => {
      const mode = statSync(join(directory, path)).mode & 0o100;
      return [path, `${String(mode)} ${read(directory, path)}`];
    }),
  );
}

describe('the package', () => {
  it('is the command, made of the same sources', () => {
    const out = build(
      'import REPOSITORY/packages/nix/package.nix { inherit pkgs; }'.replace('REPOSITORY/', REPOSITORY),
    );
    expect(read(out, 'lib/canonry/dist/canonry.js')).toBe(read(REPOSITORY, 'packages/cli/dist/canonry.js'));
    expect(readdirSync(join(out, 'bin'))).toEqual(['canonry']);
    expect(read(out, 'bin/canonry').split('\n')[0]).toBe(`#!${process.execPath}`);
  });
});

describe('renderForTool', () => {
  it('gives what the command renders, byte for byte', () => {
    const cwd = sixAgents();
    // Not inside of the project's work tree: a store is in none.
    const out = project();
    expect(canonry(['render', '-t', 'opencode', '--out', out], { cwd }).code).toBe(0);
    const expected = treeOf(out);
    expect(Object.keys(expected).length).toBeGreaterThan(10);
    expect(treeOf(build(render(cwd)))).toEqual(expected);
    expect(treeOf(build(render(`{ outPath = ${JSON.stringify(cwd)}; }`, '', 'renderForOpencode {')))).toEqual(expected);
  });

  it('works on agents without a canonry.toml, and leaves this machine’s overrides alone', () => {
    const local = { 'canonry.local.toml': '[targets.opencode]\nagents_directory = "agents"\n' };
    const out = build(render(project({ ...agentFiles('ada'), ...local })));
    expect(filesIn(out)).toEqual(['.canonry/manifest.json', '.opencode/agent/ada.md']);
  });

  it('reads the directories that canonry.toml names', () => {
    const files = Object.entries(agentFiles('ada')).map(([path, text]) => [`deep/${path}`, text]);
    const cwd = project({ 'canonry.toml': 'agents = ["deep/agents"]\n', ...Object.fromEntries(files) });
    expect(filesIn(build(render(cwd)))).toContain('.opencode/agent/ada.md');
  });

  it('takes models and options above those of canonry.toml', () => {
    const toml = '[targets.opencode]\nagents_directory = "agents"\n[models.opencode]\nada = "x/one"\nbob = "x/one"\n';
    const cwd = project({ 'canonry.toml': toml, ...agentFiles('ada'), ...agentFiles('bob') });
    const out = build(render(cwd, 'modelOverrides.ada = "y/two";'));
    expect(['ada', 'bob'].map((name) => /model: .*/.exec(read(out, `.opencode/agents/${name}.md`))?.[0])).toEqual([
      'model: "y/two"',
      'model: "x/one"',
    ]);
    const user = build(render(cwd, 'options = { scope = "user"; agents_directory = "agent"; };'));
    expect(filesIn(user)).toContain('.config/opencode/agent/ada.md');
  });

  it.each([
    ['an unknown tool', 'renderForTool { tool = "codex";', '', 'no tool "codex"; there are claude-code, opencode, pi'],
    ['a model for nobody', 'renderForOpencode {', 'modelOverrides.eve = "x/y";', 'there is no agent "eve"'],
    ['an option that TOML cannot say', 'renderForOpencode {', 'options.x = null;', 'the option x is neither'],
  ])('refuses %s', (_, name, options, message) => {
    expect(refusal(`(${render(project(agentFiles('ada')), options, name)}).drvPath`)).toContain(message);
  });

  it.each([
    ['only agents.json', { 'agents/agents.json': '{}' }, '`canonry import agents-json agents/agents.json --out DIR`'],
    ['only AGENT.md files', { 'agents/a/AGENT.md': 'x' }, '`canonry import --help`'],
  ])('refuses an input with %s', (_, files, message) => {
    expect(refusal(`(${render(project(files), 'modelOverrides = {};')}).drvPath`)).toContain(message);
  });

  it('does not build from a source with errors, and shows them', () => {
    const cwd = project(agentFiles('ada', '[permissions.bash]\nintent = "alow"\n'));
    const { code, stderr } = buildRun(render(cwd));
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining('did you mean "allow"?')]);
  });

  it('hands every tool of its list to the command', () => {
    for (const [name, tool] of Object.entries({ renderForClaudeCode: 'claude-code', renderForPi: 'pi' })) {
      const cwd = project({ ...agentFiles('ada'), 'canonry.toml': `[targets.${tool}]\n` });
      const known: Finished = canonry(['render', '-t', tool, '--out', 'out'], { cwd });
      const { code, stderr } = buildRun(render(cwd, '', `${name} {`));
      // As long as the command cannot render it, Nix says what the command says.
      if (known.code === 0) expect(code).toBe(0);
      else expect(stderr).toContain(known.stderr.split('\n')[0]);
    }
  });
});

describe('checkDrift', () => {
  it('passes what is as rendered, and fails when a byte is not', () => {
    const cwd = sixAgents();
    expect(canonry(['render'], { cwd }).code).toBe(0);
    const check = `canonry.agents.checkDrift { inherit pkgs; src = ${cwd}; }`;
    expect(readFileSync(build(check), 'utf8')).toContain('outputs are as rendered');
    writeFileSync(join(cwd, '.opencode/agent/hermes.md'), `${read(cwd, '.opencode/agent/hermes.md')} `);
    const { code, stderr } = buildRun(check);
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining('canonry-check')]);
  });
});

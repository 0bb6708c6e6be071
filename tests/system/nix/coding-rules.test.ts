import { existsSync, lstatSync, readFileSync, readlinkSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, read } from '../../cli/project.js';
import { evaluate, evaluation, refusal } from './nix.js';
import { enter, expectSoundShell, snapshot } from './shell.js';

const RULES = { 'rules/concerns/naming.md': 'Name things.\n', 'rules/languages/nix.md': "Don't `rec`.\n" };

const mkCodingRules = (agents: string, options = ''): string =>
  `canonry.mkCodingRules { agents = ${agents}; concerns = [ "naming" ]; languages = [ "nix" ]; ${options} }`;

const hookOf = (agents: string, options?: string): string =>
  String(evaluate(`(${mkCodingRules(agents, options)}).shellHook`));

const BEGIN = '<!-- canonry coding rules: begin -->';
const END = '<!-- canonry coding rules: end -->';

describe('mkCodingRules', () => {
  it('names the files, and what is given besides', () => {
    const agents = project(RULES);
    const { instructions } = Object(
      evaluate(mkCodingRules(agents, 'rulesDir = "r"; extraInstructions = [ "own.md" ];')),
    );
    expect(instructions).toEqual(['r/concerns/naming.md', 'r/languages/nix.md', 'own.md']);
  });

  it('has six concerns unless told otherwise, and throws for a rule that does not exist', () => {
    const agents = project(RULES);
    expect(refusal(`(canonry.mkCodingRules { agents = ${agents}; }).instructions`)).toContain(
      'there is no rule concerns/coding-style.md in',
    );
    expect(refusal(mkCodingRules(agents, 'frameworks = [ "n8n" ];'))).toContain('frameworks/n8n.md');
  });

  it('is also there under its older names, with a trace', () => {
    const agents = project(RULES);
    for (const name of ['mkOpencodeRules', 'opencode-rules.mkOpencodeRules', 'coding-rules.mkCodingRules']) {
      const { code, stdout, stderr } = evaluation(
        mkCodingRules(agents).replace('canonry.mkCodingRules', `canonry.${name}`),
      );
      expect([code, JSON.parse(stdout).instructions]).toEqual([
        0,
        ['.opencode-rules/concerns/naming.md', '.opencode-rules/languages/nix.md'],
      ]);
      expect(stderr.includes('mkOpencodeRules is deprecated, use mkCodingRules')).toBe(name.includes('Opencode'));
    }
  });

  it('gives hooks that bash and shellcheck find nothing wrong with', () => {
    const agents = project(RULES);
    expectSoundShell(hookOf(agents));
    expectSoundShell(hookOf(agents, `forPi = true; rulesDir = "a 'b";`));
  });
});

describe('its hook for OpenCode', () => {
  it('links the rules and the settings, and a second time does nothing', () => {
    const hook = hookOf(project(RULES));
    const cwd = project({ 'flake.nix': '' });
    expect(enter(hook, cwd).stderr).toBe('');
    expect(read(cwd, '.opencode-rules/concerns/naming.md')).toBe('Name things.\n');
    expect(JSON.parse(read(cwd, 'opencode.json'))).toEqual({
      $schema: 'https://opencode.ai/config.json',
      instructions: ['.opencode-rules/concerns/naming.md', '.opencode-rules/languages/nix.md'],
    });
    const before = snapshot(cwd);
    expect(enter(hook, cwd).stderr).toBe('');
    expect(snapshot(cwd)).toEqual(before);
  });

  it('follows when the rules change', () => {
    const cwd = project({ 'flake.nix': '' });
    enter(hookOf(project(RULES)), cwd);
    const [link, settings] = ['.opencode-rules', 'opencode.json'].map((name) => readlinkSync(join(cwd, name)));
    enter(
      hookOf(project({ ...RULES, 'rules/concerns/naming.md': 'Name them well.\n' }), 'extraInstructions = [ "x" ];'),
      cwd,
    );
    expect(read(cwd, '.opencode-rules/concerns/naming.md')).toBe('Name them well.\n');
    expect(readlinkSync(join(cwd, '.opencode-rules'))).not.toBe(link);
    expect(readlinkSync(join(cwd, 'opencode.json'))).not.toBe(settings);
  });

  it('leaves what is not ours, and says so each time', () => {
    const hook = hookOf(project(RULES));
    const cwd = project({
      'shell.nix': '',
      'opencode.json': '{ "theme": "x" }\n',
      '.opencode-rules/mine.md': 'mine\n',
    });
    const before = snapshot(cwd);
    for (const _ of [1, 2]) {
      const { code, stderr } = enter(hook, cwd);
      expect(code).toBe(0);
      expect(stderr).toMatch(/canonry: \.opencode-rules is not ours .*\ncanonry: opencode\.json is not ours/);
      expect(snapshot(cwd)).toEqual(before);
    }
  });

  it('leaves links of others', () => {
    const cwd = project({ '.git/HEAD': '', 'real.json': '{}' });
    symlinkSync('real.json', join(cwd, 'opencode.json'));
    symlinkSync('/nowhere', join(cwd, '.opencode-rules'));
    expect(enter(hookOf(project(RULES)), cwd).stderr).toMatch(
      /opencode-rules is not ours[^]*opencode\.json is not ours/,
    );
    expect(['opencode.json', '.opencode-rules'].map((name) => readlinkSync(join(cwd, name)))).toEqual([
      'real.json',
      '/nowhere',
    ]);
  });

  it('writes at the top of the project from below, and nothing where there is none', () => {
    const hook = hookOf(project(RULES));
    const cwd = project({ 'flake.nix': '', 'src/deep/x': '' });
    enter(hook, join(cwd, 'src/deep'));
    expect([existsSync(join(cwd, 'opencode.json')), existsSync(join(cwd, 'src/deep/opencode.json'))]).toEqual([
      true,
      false,
    ]);
    const nowhere = project();
    expect(enter(hook, nowhere).stderr).toContain('no project here');
    expect(snapshot(nowhere)).toEqual({});
  });
});

describe('its hook for Pi', () => {
  const block = (text = "Name things.\n\nDon't `rec`.\n"): string => `${BEGIN}\n${text}${END}\n`;

  it('writes a block of AGENTS.md, and a second time does nothing', () => {
    const hook = hookOf(project(RULES), 'forPi = true;');
    const cwd = project({ 'flake.nix': '' });
    enter(hook, cwd);
    expect(read(cwd, 'AGENTS.md')).toBe(block());
    expect(existsSync(join(cwd, 'opencode.json'))).toBe(false);
    const before = snapshot(cwd);
    expect(enter(hook, cwd).stderr).toBe('');
    expect(snapshot(cwd)).toEqual(before);
  });

  it('keeps everything that people wrote around it', () => {
    const cwd = project({ 'flake.nix': '', 'AGENTS.md': '# Ours\r\n\r\nNo final newline' });
    enter(hookOf(project(RULES), 'forPi = true;'), cwd);
    expect(read(cwd, 'AGENTS.md')).toBe(`# Ours\r\n\r\nNo final newline\n\n${block()}`);
    writeFileSync(join(cwd, 'AGENTS.md'), `${read(cwd, 'AGENTS.md')}\nBelow it\n`);
    enter(hookOf(project({ ...RULES, 'rules/concerns/naming.md': 'Better.\n' }), 'forPi = true;'), cwd);
    expect(read(cwd, 'AGENTS.md')).toBe(
      `# Ours\r\n\r\nNo final newline\n\n${block("Better.\n\nDon't `rec`.\n")}\nBelow it\n`,
    );
  });

  it.each([
    ['one mark', `${BEGIN}\nx\n`],
    ['marks in the wrong order', `${END}\n${BEGIN}\n`],
    ['two blocks', block() + block()],
  ])('leaves a file with %s', (_, text) => {
    const cwd = project({ 'flake.nix': '', 'AGENTS.md': text });
    expect(enter(hookOf(project(RULES), 'forPi = true;'), cwd).stderr).toContain('are damaged');
    expect(readFileSync(join(cwd, 'AGENTS.md'), 'utf8')).toBe(text);
  });

  it('leaves a link', () => {
    const cwd = project({ 'flake.nix': '', 'CLAUDE.md': 'mine\n' });
    symlinkSync('CLAUDE.md', join(cwd, 'AGENTS.md'));
    expect(enter(hookOf(project(RULES), 'forPi = true;'), cwd).stderr).toContain('AGENTS.md is a link');
    expect([read(cwd, 'CLAUDE.md'), lstatSync(join(cwd, 'AGENTS.md')).isSymbolicLink()]).toEqual(['mine\n', true]);
    unlinkSync(join(cwd, 'AGENTS.md'));
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentFiles, filesIn, project, read } from '../../cli/project.js';
import { build, refusal } from './nix.js';
import { enter, expectSoundShell, snapshot } from './shell.js';

const SKILL = { 'skills/handover/SKILL.md': '---\nname: handover\ndescription: Hand over.\n---\n' };

const shellHook = (input: string, options = ''): string =>
  `canonry.agents.shellHookForTool { inherit pkgs; agentsInput = ${input}; tool = "opencode"; ${options} }`;

/** The text of a hook, with everything that it names built. */
function hookFor(input: string, options?: string): string {
  return read(
    build(`pkgs.runCommand "hook" { hook = ${shellHook(input, options)}; } "printf %s \\"$hook\\" >$out"`),
    '',
  );
}

const agentsOf = (...names: readonly string[]): string =>
  project(Object.assign({}, ...names.map((name) => agentFiles(name))));

function workTree(files: Readonly<Record<string, string>> = {}): string {
  const cwd = project({ 'flake.nix': '', ...files });
  execFileSync('git', ['init', '-q', cwd]);
  return cwd;
}

const ownFiles = (cwd: string): readonly string[] => filesIn(cwd).filter((path) => !path.startsWith('.git/'));

describe('shellHookForTool', () => {
  it('gives a hook that bash and shellcheck find nothing wrong with', () => {
    const agents = agentsOf('ada');
    expectSoundShell(hookFor(agents));
    expectSoundShell(hookFor(agents, 'gitignore = false;'));
  });

  it('renders on the way in, says what it did, and does nothing the second time', () => {
    const hook = hookFor(agentsOf('ada', 'bob'));
    const cwd = workTree();
    expect(enter(hook, cwd).stderr).toContain('2 created');
    expect(ownFiles(cwd)).toEqual([
      '.canonry/manifest.json',
      '.gitignore',
      '.opencode/agent/ada.md',
      '.opencode/agent/bob.md',
      'flake.nix',
    ]);
    expect(read(cwd, '.gitignore')).toBe('/.canonry/\n/.opencode/agent/ada.md\n/.opencode/agent/bob.md\n');
    const before = snapshot(cwd);
    expect(enter(hook, cwd)).toMatchObject({ code: 0, stderr: '' });
    expect(snapshot(cwd)).toEqual(before);
  });

  it('takes away what is no longer rendered, and mends what is missing', () => {
    const cwd = workTree();
    enter(hookFor(agentsOf('ada', 'bob')), cwd);
    const hook = hookFor(agentsOf('bob', 'eve'));
    enter(hook, cwd);
    expect(ownFiles(cwd).filter((path) => path.endsWith('.md'))).toEqual([
      '.opencode/agent/bob.md',
      '.opencode/agent/eve.md',
    ]);
    rmSync(join(cwd, '.opencode/agent/eve.md'));
    enter(hook, cwd);
    expect(existsSync(join(cwd, '.opencode/agent/eve.md'))).toBe(true);
  });

  it('leaves foreign files, writes nothing beside them, and opens the shell all the same', () => {
    const hook = hookFor(agentsOf('ada'));
    const cwd = workTree({ '.opencode/agent/ada.md': 'mine\n', '.opencode/agent/zoe.md': 'mine too\n' });
    const before = snapshot(cwd);
    for (const _ of [1, 2]) {
      const { code, stderr } = enter(hook, cwd);
      expect([code, stderr]).toEqual([
        0,
        expect.stringMatching(/CONFLICT \.opencode\/agent\/ada\.md[^]*are not written/),
      ]);
      expect(snapshot(cwd)).toEqual(before);
    }
    rmSync(join(cwd, '.opencode/agent/ada.md'));
    enter(hook, cwd);
    expect(read(cwd, '.opencode/agent/zoe.md')).toBe('mine too\n');
    expect(existsSync(join(cwd, '.opencode/agent/ada.md'))).toBe(true);
  });

  it('leaves what a person edited', () => {
    const hook = hookFor(agentsOf('ada'));
    const cwd = workTree();
    enter(hook, cwd);
    writeFileSync(join(cwd, '.opencode/agent/ada.md'), 'edited\n');
    expect(enter(hook, cwd).stderr).toContain('CONFLICT');
    expect(read(cwd, '.opencode/agent/ada.md')).toBe('edited\n');
  });

  it('adds to a .gitignore what is missing there, below what people wrote', () => {
    const agents = project({
      ...agentFiles('ada', ''),
      'agents/ada/agent.toml': 'name = "ada"\ndescription = "x"\nskills = ["handover"]\n',
      ...SKILL,
      'skills/handover/a [1].md': 'x',
    });
    const cwd = workTree({ '.gitignore': '/.canonry/\nnode_modules' });
    enter(hookFor(agents), cwd);
    expect(read(cwd, '.gitignore')).toBe(
      '/.canonry/\nnode_modules\n/.agents/skills/handover/SKILL.md\n/.agents/skills/handover/a\\ \\[1\\].md\n/.opencode/agent/ada.md\n',
    );
    const status = execFileSync('git', ['-C', cwd, 'status', '--porcelain', '-uall'], { encoding: 'utf8' });
    expect(status).toBe('?? .gitignore\n?? flake.nix\n');
  });

  it('leaves .gitignore alone when told so', () => {
    const cwd = workTree();
    enter(hookFor(agentsOf('ada'), 'gitignore = false;'), cwd);
    expect(existsSync(join(cwd, '.gitignore'))).toBe(false);
  });

  it('knows where in the work tree it is', () => {
    const agents = project(agentFiles('ada', '[permissions.edit]\nintent = "deny"\nrules = ["src/**:allow"]\n'));
    const hook = hookFor(agents);
    const cwd = workTree({ 'packages/web/shell.nix': '' });
    enter(hook, join(cwd, 'packages/web'));
    expect(read(cwd, 'packages/web/.opencode/agent/ada.md')).toContain('packages/web/src/**');
  });

  it('writes nothing where there is no project, and nothing through a link', () => {
    const hook = hookFor(agentsOf('ada'));
    const nowhere = project();
    expect(enter(hook, nowhere).stderr).toContain('no project here');
    expect(filesIn(nowhere)).toEqual([]);
    const cwd = workTree();
    symlinkSync(nowhere, join(cwd, '.opencode'));
    expect(enter(hook, cwd).stderr).toContain('CONFLICT');
    expect(filesIn(nowhere)).toEqual([]);
  });

  it('refuses to write for a user', () => {
    expect(refusal(shellHook(agentsOf('ada'), 'options.scope = "user";'))).toContain('options.scope cannot be "user"');
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { agentFiles, filesIn, project, read } from './project.js';

const READER = { '.opencode/agent/reader.md': '---\ndescription: Reads\npermission:\n  edit: deny\n---\nYou read.\n' };
const WARNED = { '.opencode/agent/reader.md': '---\ndescription: Reads\ntemperature: 1\n---\nYou read.\n' };
const CREATED = ['agents/reader/agent.toml', 'agents/reader/system-prompt.md', 'canonry.toml'];

describe('import', () => {
  it('creates a project that loads, and says which files', () => {
    const cwd = project(READER);
    const stdout = `created out/canonry.toml
created out/agents/reader/agent.toml
created out/agents/reader/system-prompt.md
opencode: 1 agent may do nothing more than before
`;
    expect(canonry(['import', 'opencode', '.', '--out', 'out'], { cwd })).toEqual({ code: 0, stdout, stderr: '' });
    expect(canonry(['list'], { cwd: join(cwd, 'out') })).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes the directory of OpenCode for the one that holds it', () => {
    const cwd = project(READER);
    expect(canonry(['import', 'opencode', '.opencode', '--out', 'out'], { cwd }).code).toBe(0);
    expect(filesIn(join(cwd, 'out'))).toEqual(CREATED);
  });

  it('lets OpenCode have its agents where they were, so that nothing old stays beside what is rendered', () => {
    const text = READER['.opencode/agent/reader.md'];
    const cwd = project({ '.opencode/agents/reader.md': text });
    expect(canonry(['import', 'opencode', '--out', '.'], { cwd }).code).toBe(0);
    expect(read(cwd, 'canonry.toml')).toBe('[targets.opencode]\nagents_directory = "agents"\n');
    expect(canonry(['render'], { cwd }).stdout).toContain(
      'CONFLICT .opencode/agents/reader.md: canonry did not write it',
    );
    const { code, stderr } = canonry(['render', '--force'], { cwd });
    expect([code, stderr.includes('rival-file')]).toEqual([0, false]);
    expect(filesIn(join(cwd, '.opencode'))).toEqual(['agents/reader.md']);
  });

  it('leaves that to a person where OpenCode has agents in both directories', () => {
    const text = READER['.opencode/agent/reader.md'];
    const cwd = project({ '.opencode/agents/writer.md': text, ...READER });
    expect(canonry(['import', 'opencode', '--out', '.'], { cwd }).code).toBe(0);
    expect(read(cwd, 'canonry.toml')).toBe('[targets.opencode]\n');
    const { stderr } = canonry(['render', '--force'], { cwd });
    expect(stderr).toContain('warning[rival-file]: ".opencode/agents/writer.md" defines writer in opencode too');
  });

  it('replaces nothing, and then creates nothing', () => {
    const cwd = project({ ...READER, 'out/canonry.toml': '# mine\n' });
    expect(canonry(['import', 'opencode', '.', '--out', 'out'], { cwd })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: nothing was created\n  out/canonry.toml exists already\n',
    });
    expect(filesIn(join(cwd, 'out'))).toEqual(['canonry.toml']);
    expect(read(cwd, 'out/canonry.toml')).toBe('# mine\n');
  });

  it('goes on with a warning, but not under --strict', () => {
    const cwd = project(WARNED);
    const strict = canonry(['import', 'opencode', '.', '--out', 'strict', '--strict'], { cwd });
    expect([strict.code, strict.stdout]).toEqual([1, '']);
    expect(strict.stderr).toContain('warning[import-dropped-key]: temperature has no place in an agent.toml');
    expect(strict.stderr).toMatch(/1 warning\nnothing was created\n$/);
    expect(filesIn(cwd)).toEqual(Object.keys(WARNED));
    expect(canonry(['import', 'opencode', '.', '--out', 'out'], { cwd }).code).toBe(0);
    expect(filesIn(join(cwd, 'out'))).toEqual(CREATED);
  });

  it('says the same as data with --json', () => {
    const cwd = project(WARNED);
    const { code, stdout, stderr } = canonry(['import', 'opencode', '.', '--out', 'out', '--json'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      created: ['canonry.toml', 'agents/reader/agent.toml', 'agents/reader/system-prompt.md'],
      obstacles: [],
      comparisons: [{ harness: 'opencode', agents: ['reader'], changes: [], renderErrors: 0 }],
      diagnostics: [
        {
          code: 'import-dropped-key',
          severity: 'warning',
          message: 'temperature has no place in an agent.toml',
          file: '.opencode/agent/reader.md',
          line: 3,
          column: 1,
          agent: 'reader',
          hint: "sampling belongs into the harness's own configuration; put it into opencode.json",
        },
      ],
    });
    const again = canonry(['import', 'opencode', '.', '--out', 'out', '--json'], { cwd });
    const { obstacles }: { obstacles: unknown } = JSON.parse(again.stdout);
    expect([again.code, obstacles]).toEqual([
      1,
      ['canonry.toml', ...CREATED.slice(0, 2)].map((path) => ({ path, reason: 'exists already' })),
    ]);
  });

  it('refuses rules for paths that are read from above the project: import-below-work-tree', () => {
    const cwd = project({ 'packages/app/.opencode/agent/reader.md': denying('packages/app/src/*') });
    mkdirSync(join(cwd, '.git'));
    const refused = canonry(['import', 'opencode', 'packages/app', '--out', 'out'], { cwd });
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain(
      'error[import-below-work-tree]: the rule edit "packages/app/src/*:deny" is read from the top of the Git work tree, and packages/app is below it',
    );
    writeFileSync(join(cwd, 'packages/app/.opencode/agent/reader.md'), denying('*.lock'));
    expect(canonry(['import', 'opencode', 'packages/app', '--out', 'out'], { cwd }).code).toBe(0);
  });

  it.each([
    [['opencode', '.'], 'canonry import: --out is missing; it names the directory to create the project in\n'],
    [['opencode'], 'canonry import: --out is missing; it names the directory to create the project in\n'],
    [['agents-json', '--out', 'x'], 'canonry import: PATH is missing\n'],
    [['agents-json', 'pi', 'x', '--out', 'x'], 'canonry import: agents-json is imported alone\n'],
    [['pi', 'opencod', '.', '--out', 'x'], 'canonry import: FORMAT cannot be "opencod"; did you mean opencode?\n'],
    [['pi', 'here', 'there', '--out', 'x'], 'canonry import: there is one argument too many: "there"\n'],
    [['pi', '--out', 'x', '-t', 'pie'], 'canonry import: there is no target "pie"; did you mean pi?\n'],
    [['pie', '.', '--out', 'x'], 'canonry import: FORMAT cannot be "pie"; did you mean pi?\n'],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = canonry(['import', ...args], { cwd: project() });
    expect([code, stdout, stderr.startsWith(message)]).toEqual([2, '', true]);
  });

  it.each([
    ['opencode', 'nowhere', 'it does not exist'],
    ['agents-json', 'agents/agents.json', 'there is no such file'],
  ])('says that there is no %s at %s', (format, path, reason) => {
    const { code, stderr } = canonry(['import', format, path, '--out', 'out'], { cwd: project({ 'agents/a': '' }) });
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^error\\[import-nothing\\].*${reason}$`)),
    ]);
  });
});

describe('import of several harnesses', () => {
  const TOGETHER = {
    '.claude/agents/reviewer.md':
      '---\nname: Code Reviewer\ndescription: Reviews changes\nskills: handover\n---\nYou review.\n',
    '.claude/settings.json':
      '{ "permissions": { "allow": ["Bash(git diff *)", "Bash(npm test)"], "deny": ["Bash(git push *)"] } }\n',
    '.claude/agents/planner.md': '---\nname: planner\ndescription: Plans\n---\nYou plan.\n',
    '.opencode/agent/code-reviewer.md': `---
description: Reviews changes closely
mode: subagent
model: acme/large
steps: 20
permission:
  edit: deny
  bash:
    "*": deny
    "git diff *": allow
    "git log *": allow
---
You review.
`,
  };

  it('makes one agent of those of one name, and shows where they do not agree', () => {
    const cwd = project(TOGETHER);
    const { code, stdout, stderr } = canonry(['import', 'claude-code', 'opencode', '--out', 'out'], { cwd });
    expect(code).toBe(0);
    expect(read(cwd, 'out/canonry.toml')).toBe(
      '[targets.claude-code]\n\n[targets.opencode]\n\n[models.opencode]\ncode-reviewer = "acme/large"\n',
    );
    const agent = read(cwd, 'out/agents/code-reviewer/agent.toml');
    expect(agent).toContain(
      'display_name = "Code Reviewer"\ndescription = "Reviews changes"\nmode = "subagent"\nmax_turns = 20\n',
    );
    expect(agent).toContain('[permissions.edit]\nintent = "deny"\n');
    expect(stderr).toContain(
      'warning[import-conflict]: code-reviewer has another description in opencode than in claude-code: "Reviews changes closely"',
    );
    expect(stderr).toMatch(
      /warning\[import-rights-differ\]: code-reviewer may do other things in opencode than in claude-code \(claude-code, opencode\): .*bash "git log" \(ask, allow\)/,
    );
    const less = stdout.split('\n').filter((line) => line.startsWith('  ') && line.includes('bash "git log"'));
    expect(less).toEqual(['  less: code-reviewer bash "git log", allow -> ask']);
    expect(stdout).not.toContain('may do more');
    const decided = canonry(['explain', 'code-reviewer', 'bash', 'npm test', '--json'], { cwd: join(cwd, 'out') });
    expect(JSON.parse(decided.stdout)).toMatchObject({ decision: 'deny' });
  });

  it('enables more targets, and says whose prompt the one main agent of a harness gets', () => {
    const cwd = project(TOGETHER);
    const { code, stderr } = canonry(['import', 'claude-code', '.', '--out', 'out', '-t', 'pi'], { cwd });
    expect(code).toBe(0);
    expect(read(cwd, 'out/canonry.toml')).toBe('[targets.claude-code]\n\n[targets.pi]\nprimary = "code-reviewer"\n');
    expect(stderr).toContain(
      'warning[import-primary]: pi has one main agent, and several of these could be it: code-reviewer, the first, is',
    );
  });

  it('lists names that are one name here', () => {
    const cwd = project({
      '.claude/agents/a.md': called('Code Reviewer'),
      '.claude/agents/b.md': called('code_reviewer'),
      '.claude/agents/c.md': called('code-reviewer'),
    });
    const { stderr } = canonry(['import', 'claude-code', '--out', 'out'], { cwd });
    expect(stderr).toContain(
      'warning[import-collision]: "Code Reviewer", "code_reviewer" and "code-reviewer" of claude-code would all be called "code-reviewer" here; they are called "code-reviewer-2", "code-reviewer-3" and "code-reviewer"',
    );
  });
});

describe('import of what canonry rendered', () => {
  it.each([
    ['opencode', ''],
    ['pi', ''],
    ['claude-code', 'enforcement = "guard"\n'],
  ])('gives back for %s what was rendered', (target, level) => {
    const cwd = project({
      ...agentFiles('ada', POLICIES),
      'canonry.toml': `[targets.${target}]\n${level}`,
    });
    expect(canonry(['render', '--out', 'out'], { cwd }).code).toBe(0);
    const imported = canonry(['import', target, 'out', '--out', 'back'], { cwd });
    expect(imported.stderr).not.toContain('warning');
    expect([imported.code, imported.stdout.split('\n').at(-2)]).toEqual([
      0,
      `${target}: 1 agent may do nothing more than before`,
    ]);
    expect(canonry(['compare', '.', 'back'], { cwd }).stdout).toBe('no agent may do more or less than before\n');
  });
});

const POLICIES = `[permissions.bash]
intent = "ask"
rules = ["git status *:allow", "rm *:deny"]
[permissions.edit]
intent = "allow"
rules = ["/run/secrets/**:deny"]
[permissions.external_directory]
intent = "ask"
`;

/** An agent of Claude Code. */
function called(name: string): string {
  return `---\nname: ${name}\ndescription: D\n---\nYou are ${name}.\n`;
}

/** An agent that may not edit some files. */
function denying(rule: string): string {
  return `---\ndescription: Reads\npermission:\n  edit:\n    "${rule}": deny\n---\nYou read.\n`;
}

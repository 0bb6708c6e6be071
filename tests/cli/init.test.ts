import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { agentFiles, filesIn, project, read } from './project.js';

const CREATED = ['agents/assistant/agent.toml', 'agents/assistant/system-prompt.md', 'canonry.toml'];
const NEXT = `
Next, read agents/assistant/agent.toml and make it yours; then:
  canonry list               show the agents and what they may do
  canonry new NAME           add another agent
  canonry render --dry-run   show what would be written for the harnesses

Let Git ignore canonry.local.toml; it is for what holds on one machine only.
`;

interface Report {
  readonly diagnostics: readonly { readonly severity: string; readonly code: string; readonly tool?: string }[];
}

describe('init', () => {
  it('creates a project that loads without a diagnostic', () => {
    const cwd = project();
    const stdout = `created canonry.toml
created agents/assistant/agent.toml
created agents/assistant/system-prompt.md
`;
    expect(canonry(['init'], { cwd })).toEqual({ code: 0, stdout, stderr: NEXT });
    expect(filesIn(cwd)).toEqual(CREATED);
    expect(canonry(['list'], { cwd })).toEqual({
      code: 0,
      stdout: `NAME       MODE     MAY                   DESCRIPTION
assistant  primary  asks to edit and run  Answers questions about this project, plans changes, and makes them step by step after asking. Pick it for everyday work.
`,
      stderr: '',
    });
  });

  it('creates an agent about which the first rendering has little to say', () => {
    const cwd = project({ '.git/HEAD': '' });
    canonry(['init'], { cwd });
    const report: Report = JSON.parse(canonry(['render', '--json'], { cwd }).stdout);
    const warnings = report.diagnostics
      .filter(({ severity }) => severity !== 'info')
      .map(({ code, tool }) => `${code} ${tool}`);
    // OpenCode matches the text of a command, and canonry its words.
    expect([...new Set(warnings)]).toEqual(['narrowed bash']);
  });

  it('creates the directory that is named, and those above it', () => {
    const cwd = project();
    const { code, stdout, stderr } = canonry(['init', "a/Pat's demo"], { cwd });
    expect([code, stdout.split('\n')[0], stderr.split('\n')[2]]).toEqual([
      0,
      "created a/Pat's demo/canonry.toml",
      String.raw`  cd 'a/Pat'\''s demo'`,
    ]);
    expect(filesIn(join(cwd, "a/Pat's demo"))).toEqual(CREATED);
  });

  it('adds to a directory with other agents', () => {
    const cwd = project(agentFiles('a'));
    expect(canonry(['init'], { cwd }).code).toBe(0);
    expect(canonry(['list'], { cwd }).code).toBe(0);
  });
});

describe('init creates nothing at all', () => {
  it('if a file exists', () => {
    const cwd = project({ 'canonry.toml': 'mine', 'agents/assistant/system-prompt.md': 'mine too' });
    const stderr = `error: nothing was created
  canonry.toml exists already
  agents/assistant/system-prompt.md exists already
`;
    expect(canonry(['init'], { cwd })).toEqual({ code: 1, stdout: '', stderr });
    expect(filesIn(cwd)).toEqual(['agents/assistant/system-prompt.md', 'canonry.toml']);
    expect([read(cwd, 'canonry.toml'), read(cwd, 'agents/assistant/system-prompt.md')]).toEqual(['mine', 'mine too']);
  });

  it('through a symbolic link, dangling or not', () => {
    const cwd = project({ 'elsewhere/x': '' });
    symlinkSync('elsewhere', join(cwd, 'agents'));
    symlinkSync('nowhere', join(cwd, 'canonry.toml'));
    const stderr = `error: nothing was created
  canonry.toml exists already
  agents is a symbolic link, and nothing is written through one
`;
    expect(canonry(['init'], { cwd })).toEqual({ code: 1, stdout: '', stderr });
    expect(filesIn(join(cwd, 'elsewhere'))).toEqual(['x']);
    expect(existsSync(join(cwd, 'nowhere'))).toBe(false);
  });

  it.each([
    ['file', 'file is not a directory'],
    ['file/below', 'file/below cannot be created: a part of the path is not a directory'],
    ['link', 'link is a symbolic link to nothing'],
    ['link/below', 'link/below cannot be created: a directory above it does not exist'],
  ])('in %s', (path, sentence) => {
    const cwd = project({ file: '' });
    symlinkSync('nowhere', join(cwd, 'link'));
    expect(canonry(['init', path], { cwd })).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: nothing was created\n  ${sentence}\n`,
    });
  });

  it('where it may not write', () => {
    const cwd = project();
    chmodSync(cwd, 0o555);
    const stderr = 'error: nothing was created\n  canonry.toml cannot be created: permission denied\n';
    expect(canonry(['init'], { cwd, asNobody: true })).toEqual({ code: 1, stdout: '', stderr });
    const below = 'error: nothing was created\n  a/b cannot be created: permission denied\n';
    expect(canonry(['init', 'a/b'], { cwd, asNobody: true })).toEqual({ code: 1, stdout: '', stderr: below });
  });

  it('if only the last step fails: what was created before is removed', () => {
    const cwd = project();
    mkdirSync(join(cwd, 'agents'));
    chmodSync(cwd, 0o777);
    chmodSync(join(cwd, 'agents'), 0o555);
    const stderr = 'error: nothing was created\n  agents/assistant cannot be created: permission denied\n';
    expect(canonry(['init'], { cwd, asNobody: true })).toEqual({ code: 1, stdout: '', stderr });
    expect(filesIn(cwd)).toEqual([]);
  });
});

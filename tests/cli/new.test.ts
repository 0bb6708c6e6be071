import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { agentFiles, filesIn, project } from './project.js';

describe('new', () => {
  it('adds an agent that loads without a diagnostic', () => {
    const cwd = project(agentFiles('a'));
    const stdout = 'created agents/reviewer/agent.toml\ncreated agents/reviewer/system-prompt.md\n';
    expect(canonry(['new', 'reviewer'], { cwd })).toEqual({ code: 0, stdout, stderr: '' });
    expect(canonry(['list'], { cwd })).toEqual({
      code: 0,
      stdout: `NAME      MODE  MAY                   DESCRIPTION
a         all   unspecified           Does what a does
reviewer  all   asks to edit and run  What this agent does, and when to pick it
`,
      stderr: '',
    });
  });

  it('creates the first agent, as the hint of list says', () => {
    const cwd = project();
    expect(canonry(['new', 'first'], { cwd }).code).toBe(0);
    expect(canonry(['list'], { cwd }).code).toBe(0);
  });

  it('uses the first agents directory of the project, from any directory in it', () => {
    const cwd = project({ '.git/HEAD': '', 'canonry.toml': 'agents = ["team/agents", "more"]\n', 'docs/x': '' });
    const stdout = 'created ../team/agents/b/agent.toml\ncreated ../team/agents/b/system-prompt.md\n';
    expect(canonry(['new', 'b'], { cwd: join(cwd, 'docs') })).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('takes --agents for the directory, whatever canonry.toml says', () => {
    const cwd = project({ 'canonry.toml': 'agents = ["team"]\n', 'team/x': '', 'more/x': '' });
    expect(canonry(['new', 'b', '--agents', 'more'], { cwd }).stdout).toContain('created more/b/agent.toml\n');
  });

  it('works in the agents directory itself', () => {
    const cwd = project(agentFiles('a'));
    expect(canonry(['new', 'b'], { cwd: join(cwd, 'agents') }).stdout).toContain('created b/agent.toml\n');
  });

  it('goes on although other agents are broken, or named too early', () => {
    const cwd = project({ 'agents/lonely/agent.toml': '', 'canonry.toml': '[models]\nb = "anthropic/claude"\n' });
    expect(canonry(['new', 'b'], { cwd }).code).toBe(0);
  });
});

describe('new refuses', () => {
  it.each([
    ['My Agent', 'error[invalid-name]: "My Agent" is not a name', 'did you mean "my-agent"?'],
    ['../escape', 'error[invalid-name]: "../escape" is not a name', 'did you mean "escape"?'],
    ['"', String.raw`error[invalid-name]: "\"" is not a name`, RULE],
    ['x'.repeat(65), `error[invalid-name]: "${'x'.repeat(47)}…${'x'.repeat(12)}" is not a name`, RULE],
    ['nul', 'error[reserved-name]: "nul" is a device name on Windows', 'choose another name'],
  ])('the name %s', (name, message, hint) => {
    const cwd = project();
    const { code, stdout, stderr } = canonry(['new', name], { cwd });
    const [first = '', ...others] = stderr.split('\n');
    expect([code, stdout, others]).toEqual([1, '', [`  = hint: ${hint}`, '', '1 error', '']]);
    expect(first.slice(0, message.length)).toBe(message);
    expect(filesIn(cwd)).toEqual([]);
    expect(existsSync(join(dirname(cwd), 'escape'))).toBe(false);
  });

  it('to overwrite', () => {
    const cwd = project({ 'agents/a/system-prompt.md': 'mine' });
    const stderr = 'error: nothing was created\n  agents/a/system-prompt.md exists already\n';
    expect(canonry(['new', 'a'], { cwd })).toEqual({ code: 1, stdout: '', stderr });
    expect(filesIn(cwd)).toEqual(['agents/a/system-prompt.md']);
  });

  it('a name that another agents directory has', () => {
    const cwd = project({ ...agentFiles('a'), 'canonry.toml': 'agents = ["team", "agents"]\n' });
    const stderr = 'error: nothing was created\n  agents/a/agent.toml exists already\n';
    expect(canonry(['new', 'a'], { cwd })).toEqual({ code: 1, stdout: '', stderr });
    expect(existsSync(join(cwd, 'team'))).toBe(false);
  });

  it.each(['agents', 'agents/a'])('to write through %s if that is a symbolic link', (path) => {
    const cwd = project();
    const elsewhere = project();
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    symlinkSync(elsewhere, join(cwd, path));
    const finished = canonry(['new', 'a'], { cwd });
    const stderr = `error: nothing was created\n  ${path} is a symbolic link, and nothing is written through one\n`;
    expect(finished).toEqual({ code: 1, stdout: '', stderr });
    expect(filesIn(elsewhere)).toEqual([]);
  });

  it('to guess what a broken canonry.toml meant', () => {
    const cwd = project({ 'canonry.toml': 'agents = ["../elsewhere"]\n' });
    const { code, stderr } = canonry(['new', 'a'], { cwd });
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      'error[invalid-directory]: "../elsewhere" is not a directory below the source root: it leads out of the source root',
    ]);
    expect(filesIn(cwd)).toEqual(['canonry.toml']);
  });

  it('a directory that does not exist', () => {
    const cwd = project();
    const { code, stderr } = canonry(['new', 'a', '--agents', 'nowhere'], { cwd });
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      `error[no-source]: there is nothing to read at ${join(cwd, 'nowhere')}: it does not exist`,
    ]);
  });
});

const RULE = 'use lower-case letters, digits and single hyphens, beginning with a letter, at most 64 characters';

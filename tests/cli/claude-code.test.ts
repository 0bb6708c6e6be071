import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry as run, type Finished } from './canonry.js';
import { agentFiles, project, read } from './project.js';

const canonry = (cwd: string, ...args: string[]): Finished => run(args, { cwd, env: { HOME: join(cwd, 'home') } });

const POLICY = '[permissions.bash]\nintent = "ask"\nrules = ["git status *:allow", "git push*:deny"]\n';
const SOURCE = { ...agentFiles('ada', POLICY), 'canonry.toml': '[targets.claude-code]\n' };
const HOOKS = '"hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "true" }] }] }';

describe("settings of Claude Code that are a person's", () => {
  it('keep what is theirs and its layout, and get our rules beside it', () => {
    const mine = `{\n    "model": "opus",\n    "permissions": { "deny": ["Bash(curl *)"] },\n    ${HOOKS}\n}\n`;
    const cwd = project({ ...SOURCE, '.claude/settings.json': mine });
    expect(canonry(cwd, 'render').code).toBe(0);
    const settings = read(cwd, '.claude/settings.json');
    expect(JSON.parse(settings)).toMatchObject({
      model: 'opus',
      permissions: { allow: ['Bash(git status *)'], deny: ['Bash(curl *)', 'Bash(git push*)'] },
    });
    expect(settings).toContain(HOOKS);
    expect(canonry(cwd, 'check').code).toBe(0);
    expect(canonry(cwd, 'clean').code).toBe(0);
    expect(read(cwd, '.claude/settings.json')).toBe(mine);
  });

  it('are a warning where a comment makes Claude Code discard them with our rules', () => {
    const mine = `{\n  // the good one\n  "model": "opus",\n  ${HOOKS}\n}\n`;
    const cwd = project({ ...SOURCE, '.claude/settings.json': mine });
    const { code, stderr } = canonry(cwd, 'render');
    expect(code).toBe(0);
    expect(read(cwd, '.claude/settings.json')).toContain('// the good one\n');
    expect(stderr).toContain('warning[foreign-widens]: ".claude/settings.json" lets ada do more in claude-code');
    expect(canonry(cwd, 'render', '--strict').code).toBe(1);
  });

  it('are a warning where they allow what an agent has to ask about', () => {
    const mine = '{ "permissions": { "allow": ["Bash"] } }\n';
    const cwd = project({ ...SOURCE, '.claude/settings.local.json': mine });
    expect(canonry(cwd, 'render').stderr).toContain('warning[foreign-widens]: ".claude/settings.local.json" lets ada');
  });
});

it('says what an agent may do there, and who decides it', () => {
  const cwd = project(SOURCE);
  const decision = (line: string): string => canonry(cwd, 'explain', 'ada', 'bash', line).stdout;
  expect(decision('git push')).toMatch(/^deny +in claude-code/m);
  expect(decision('ls')).toMatch(/^allow +in claude-code[^]*takes for reading/m);
});

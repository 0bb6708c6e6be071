import {
  compareTool,
  type Action,
  type Agent,
  type FileTree,
  type Policy,
  type Roster,
  type Target,
} from '@canonry/core';
import { checkPermissions, ORDINARY_PLACE, renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { opencode } from '@canonry/target-opencode';
import { pi } from '@canonry/target-pi';
import { describe, expect, it } from 'vitest';

/** What people lose with other tools that carry agents from one harness to another. Each test is about one such loss; the letters are those of our notes about them. */
describe('what an agent may not do in Claude Code', () => {
  it('a read-only agent gains no shell and no edits on the way to OpenCode and Pi (R2)', () => {
    const front = { tools: 'Read, Grep, Glob', disallowedTools: 'Bash, Write', permissionMode: 'plan' };
    const agent = imported(claudeCode, claudeFiles(front));
    const denied = ['bash', 'edit', 'webfetch', 'websearch', 'task', 'skill', 'todo', 'mcp__any', '*'];
    for (const one of [agent, through(opencode, agent), through(pi, agent)])
      for (const tool of denied) expect([tool, relation(allDecided(tool, 'deny'), one)]).toEqual([tool, 'equal']);
    expect(relation(allDecided('read', 'allow'), agent)).toBe('equal');
  });

  it('a denied prefix, Bash(rm:*), still denies on the way to OpenCode and Pi, and is no rule that matches nothing (R3)', () => {
    const agent = imported(claudeCode, claudeFiles({}, { allow: ['Bash'], deny: ['Bash(rm:*)'] }));
    const denied = { tool: 'bash', intent: 'allow', rules: [{ pattern: 'rm *', action: 'deny' }] } as const;
    for (const one of [agent, through(opencode, agent), through(pi, agent)])
      expect(relation(denied, one)).toBe('narrower');
  });

  it('a denied tool is not opened by a rule of allow that Claude Code never gets to', () => {
    const agent = imported(claudeCode, claudeFiles({}, { allow: ['Bash(git *)'], deny: ['Bash'] }));
    for (const one of [through(opencode, agent), through(pi, agent)])
      expect(relation(allDecided('bash', 'deny'), one)).toBe('equal');
  });
});

describe('what an agent may do in OpenCode', () => {
  it('is not lost in a denial of all of Bash: where everything is denied but git, git runs in Claude Code (R4)', () => {
    const permission = { bash: { '*': 'deny', 'git *': 'allow' } };
    const config = JSON.stringify({ agent: { reader: { prompt: 'Read.', permission } } });
    const agent = imported(opencode, treeOf({ 'opencode.json': config }));
    const targets = new Map([['claude-code', { scope: 'project', enforcement: 'guard', options: new Map() } as const]]);
    const roster = { ...rosterWith(agent), project: { ...rosterWith(agent).project, targets } };
    expect(checkPermissions({ target: claudeCode, roster })).toEqual([]);
    const { files } = renderForTest(claudeCode, roster, ORDINARY_PLACE);
    const ask = (input: string): Action =>
      claudeCode.decide(files, { ...ORDINARY_PLACE, agent: 'reader', role: 'subagent', tool: 'bash', input }).decision;
    expect([ask('git status'), ask('git status && rm x'), ask('ls')]).toEqual(['allow', 'deny', 'deny']);
  });
});

function claudeFiles(front: Readonly<Record<string, string>>, permissions: object = {}): FileTree {
  const keys = Object.entries({ name: 'reader', description: 'Reads', ...front });
  const text = `---\n${keys.map(([key, value]) => `${key}: ${value}\n`).join('')}---\nYou read.\n`;
  return treeOf({ '.claude/agents/reader.md': text, '.claude/settings.json': JSON.stringify({ permissions }) });
}

function treeOf(files: Readonly<Record<string, string>>): FileTree {
  return new Map(
    Object.entries(files).map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]),
  );
}

function imported(target: Target, files: FileTree): Agent {
  const { agents } = target.read?.(files) ?? expect.fail();
  return { ...(agents[0]?.agent ?? expect.fail()), file: '' };
}

/** The agent as it comes back from what another harness is given, which is checked on the way. */
function through(target: Target, agent: Agent): Agent {
  const roster = rosterWith(agent);
  expect(checkPermissions({ target, roster }).filter(({ kind }) => kind === 'widened')).toEqual([]);
  return imported(target, renderForTest(target, roster, ORDINARY_PLACE).files);
}

function rosterWith(agent: Agent): Roster {
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents: [agent], skills: [], rules: [], context: [], project };
}

function relation(policy: Policy, agent: Agent): string {
  return compareTool({ ...agent, permissions: [policy] }, agent, policy.tool).relation;
}

function allDecided(tool: string, intent: Action): Policy {
  return { tool, intent, rules: [] };
}

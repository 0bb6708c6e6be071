import type { FileTree, HarnessDecision, Question } from '@canonry/core';
import { ORDINARY_PLACE } from '@canonry/core/testing';
import { expect, it } from 'vitest';
import { decide } from './decide.js';

function answering(decision: string): string {
  const answer = { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: decision } };
  const hook = { type: 'command', command: `echo '${JSON.stringify(answer)}'` };
  return `hooks: ${JSON.stringify({ PreToolUse: [{ hooks: [hook] }] })}`;
}

function tree(texts: Readonly<Record<string, string>>): FileTree {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]),
  );
}

function agent(name: string, front = ''): string {
  return `---\nname: ${name}\ndescription: an agent\n${front}\n---\n`;
}

function ask(files: FileTree, more: Partial<Question>): HarnessDecision {
  return decide(files, { ...ORDINARY_PLACE, agent: 'a', role: 'main', tool: 'bash', input: 'mytool', ...more });
}

it.each([
  ['.claude/agents/a.md', 'project', true, 'deny'],
  ['.claude/agents/a.md', 'project', false, 'ask'],
  ['~/.claude/agents/a.md', 'project', false, 'deny'],
  ['.claude/agents/a.md', 'user', false, 'deny'],
] as const)('the hooks of %s in scope %s, trusted %s: %s', (path, scope, trusted, decision) => {
  const files = tree({ [path]: agent('a', answering('deny')) });
  expect(ask(files, { scope, trusted })).toEqual({ decision });
});

it.each([
  ['an agent that no guard knows', 'task', 'other', 'ask', 'owned-claude-code-names'],
  ['an agent with a guard of its own', 'task', 'guarded', 'ask', undefined],
  ['an agent that is not there', 'task', 'nobody', 'ask', 'owned-claude-code-names'],
  ['a skill by its name', 'skill', 'deploy', 'deny', undefined],
  ['a skill as a command is called', 'skill', '/deploy', 'deny', 'owned-claude-code-names'],
] as const)('%s (%s %s): %s, %s', (_, tool, input, said, owned) => {
  const files = tree({
    '.claude/agents/a.md': agent('a', answering(said)),
    '.claude/agents/other.md': agent('other'),
    '.claude/agents/guarded.md': agent('guarded', answering('allow')),
  });
  expect(ask(files, { tool, input })).toEqual(owned === undefined ? { decision: said } : { decision: said, owned });
});

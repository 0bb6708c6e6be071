import type { FileTree, Question } from '@canonry/core';
import { expect, it } from 'vitest';
import { decideWith } from './decide.js';
import type { GuardProgram } from './guard-program.js';

const FIRST_LINE = '// a guard of these tests';
const guard: GuardProgram = {
  firstLine: FIRST_LINE,
  answer: (policy, { tool, input, agent }) =>
    tool === 'Bash' && agent === 'tested' && policy === 'no push' && input.startsWith('git push') ? 'deny' : 'allow',
};

const COMMAND = 'node "$CLAUDE_PROJECT_DIR/.claude/guard.mjs" "$CLAUDE_PROJECT_DIR/.claude/policy.json"';

function tree(texts: Readonly<Record<string, string>>): FileTree {
  const agent = `---\nname: tested\ndescription: d\nhooks: {PreToolUse: [{hooks: [{type: command, command: ${JSON.stringify(COMMAND)}}]}]}\n---\n`;
  const all = { '.claude/agents/tested.md': agent, ...texts };
  return new Map(
    Object.entries(all).map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]),
  );
}

function ask(files: FileTree, input: string, more: Partial<Question> = {}): string {
  return decideWith([guard], files, {
    agent: 'tested',
    role: 'subagent',
    tool: 'bash',
    input,
    trusted: true,
    home: '/home/a',
    project: '/work',
    pathPrefix: '',
    scope: 'project',
    ...more,
  }).decision;
}

const COMPLETE = { '.claude/guard.mjs': `${FIRST_LINE}\nrest`, '.claude/policy.json': 'no push' };

it('answers as the guard in the tree answers', () => {
  expect([ask(tree(COMPLETE), 'git push'), ask(tree(COMPLETE), 'mytool x')]).toEqual(['deny', 'allow']);
});

it('is open where Claude Code is: without the program, the policy, or the trust of the person', () => {
  const { '.claude/guard.mjs': program, ...withoutProgram } = COMPLETE;
  const other = { ...COMPLETE, '.claude/guard.mjs': `#!/usr/bin/env node\n${program}` };
  expect([
    ask(tree(withoutProgram), 'git push'),
    ask(tree({ '.claude/guard.mjs': program }), 'git push'),
    ask(tree(other), 'git push'),
    ask(tree(COMPLETE), 'git push', { trusted: false }),
  ]).toEqual(['ask', 'ask', 'ask', 'ask']);
});

it('finds the files of the user scope below the home', () => {
  const files = tree({
    ...COMPLETE,
    '.claude/agents/tested.md': `---\nname: tested\ndescription: d\nhooks: {PreToolUse: [{hooks: [{type: command, command: 'node "$HOME/.claude/guard.mjs" "$HOME/.claude/policy.json"'}]}]}\n---\n`,
  });
  expect(ask(files, 'git push', { scope: 'user' })).toBe('deny');
});

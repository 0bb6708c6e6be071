import type { FileTree, Question } from '@canonry/core';
import { expect, it } from 'vitest';
import { decideWith } from './decide.js';
import type { GuardProgram } from './guard-program.js';

const FIRST_LINE = '// a guard of these tests';
const guard: GuardProgram = {
  firstLine: FIRST_LINE,
  library: { name: 'library.mjs', text: 'export {};' },
  answer: (policy, { tool, input, agent }) =>
    tool === 'Bash' && agent === 'tested' && policy === 'no push' && input.startsWith('git push') ? 'deny' : 'allow',
};

const COMMAND = 'node "$CLAUDE_PROJECT_DIR/.claude/guard.mjs" "$CLAUDE_PROJECT_DIR/.claude/policy.json"';

function tree(texts: Readonly<Record<string, string>>, command = COMMAND): FileTree {
  const agent = `---\nname: tested\ndescription: d\nhooks: {PreToolUse: [{hooks: [{type: command, command: ${JSON.stringify(command)}}]}]}\n---\n`;
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

const COMPLETE = {
  '.claude/guard.mjs': `${FIRST_LINE}\nrest`,
  '.claude/library.mjs': 'export {};',
  '.claude/policy.json': 'no push',
};

it('answers as the guard in the tree answers', () => {
  expect([ask(tree(COMPLETE), 'git push'), ask(tree(COMPLETE), 'mytool x')]).toEqual(['deny', 'allow']);
});

it('is open where Claude Code is: without the program, its library, or the trust of the person', () => {
  const { '.claude/guard.mjs': program, '.claude/library.mjs': library, ...policy } = COMPLETE;
  const other = { ...COMPLETE, '.claude/guard.mjs': `#!/usr/bin/env node\n${program}` };
  expect([
    ask(tree({ ...policy, '.claude/library.mjs': library }), 'git push'),
    ask(tree({ ...policy, '.claude/guard.mjs': program }), 'git push'),
    ask(tree(other), 'git push'),
    ask(tree(COMPLETE), 'git push', { trusted: false }),
  ]).toEqual(['ask', 'ask', 'ask', 'ask']);
});

const closed = (texts: Readonly<Record<string, string>>): FileTree => tree(texts, `${COMMAND} || exit 2`);

it('is closed where its command says what to do when it cannot run', () => {
  const { '.claude/guard.mjs': program, ...others } = COMPLETE;
  const changed = { ...COMPLETE, '.claude/library.mjs': '' };
  expect([ask(closed(others), 'x'), ask(closed(changed), 'x'), ask(closed(COMPLETE), 'x')]).toEqual([
    'deny',
    'deny',
    'allow',
  ]);
  expect(program).toContain(FIRST_LINE);
});

it('finds the files of the user scope below the home', () => {
  const files = tree({
    ...COMPLETE,
    '.claude/agents/tested.md': `---\nname: tested\ndescription: d\nhooks: {PreToolUse: [{hooks: [{type: command, command: 'node "$HOME/.claude/guard.mjs" "$HOME/.claude/policy.json"'}]}]}\n---\n`,
  });
  expect(ask(files, 'git push', { scope: 'user' })).toBe('deny');
});

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

it('is the laxer of two agents with one name, since nobody knows which one counts', () => {
  const strict = agent('a', 'tools: Read');
  const lax = agent('a');
  const answers = [
    { '.claude/agents/a.md': strict, '.claude/agents/z.md': lax },
    { '.claude/agents/a.md': lax, '.claude/agents/z.md': strict },
    { '.claude/agents/a.md': strict, '~/.claude/agents/z.md': lax },
  ].map((texts) => ask(tree(texts), {}).decision);
  expect(answers).toEqual(['ask', 'ask', 'deny']);
});

const ANSWER = { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'allow' } } };
const SAYS_YES = `echo '${JSON.stringify(ANSWER)}'`;

it.each([
  ['a constant yes', { command: SAYS_YES }, {}, 'allow'],
  ['a program that nobody has read', { command: './answer.sh' }, {}, 'allow'],
  ['a prompt', { type: 'prompt', prompt: 'May it?' }, {}, 'allow'],
  ['nothing', { command: 'true' }, {}, 'ask'],
  ['the answer of another event', { command: SAYS_YES.replace('PermissionRequest', 'PreToolUse') }, {}, 'ask'],
  ['a yes that fails', { command: `${SAYS_YES}; exit 1` }, {}, 'ask'],
  ['a yes that is not waited for', { command: SAYS_YES, async: true }, {}, 'ask'],
  ['a yes about something else', { command: SAYS_YES, if: 'Bash(other *)' }, {}, 'ask'],
  ['a yes where nobody is asked', { command: SAYS_YES }, { permissions: { defaultMode: 'dontAsk' } }, 'deny'],
  ['a yes without hooks', { command: SAYS_YES }, { disableAllHooks: true }, 'ask'],
] as const)('answers in the place of the person: %s', (_, hook, settings, decision) => {
  const hooks = { PermissionRequest: [{ hooks: [{ type: 'command', ...hook }] }] };
  const files = tree({
    '.claude/agents/a.md': agent('a'),
    '.claude/settings.json': JSON.stringify({ hooks, ...settings }),
  });
  expect(ask(files, {}).decision).toBe(decision);
});

it('passes over settings whose hooks for requests have the wrong shape', () => {
  const settings = { hooks: { PermissionRequest: 'x' }, permissions: { deny: ['Bash'] } };
  const files = tree({ '.claude/agents/a.md': agent('a'), '.claude/settings.json': JSON.stringify(settings) });
  expect(ask(files, {}).decision).toBe('ask');
});

const BYPASS = { defaultMode: 'bypassPermissions' };

it.each([
  ['~/.claude/settings.json', 'project', BYPASS, {}, 'allow'],
  ['.claude/settings.json', 'user', BYPASS, {}, 'allow'],
  ['.claude/settings.json', 'project', BYPASS, {}, 'ask'],
  ['~/.claude/settings.json', 'project', BYPASS, { defaultMode: 'default' }, 'ask'],
  ['~/.claude/settings.json', 'project', BYPASS, { disableBypassPermissionsMode: 'disable' }, 'ask'],
  ['~/.claude/settings.json', 'project', { ...BYPASS, ask: ['Bash(mytool)'] }, {}, 'ask'],
  ['~/.claude/settings.json', 'project', { ...BYPASS, deny: ['Bash(mytool)'] }, {}, 'deny'],
] as const)('the mode without questions in %s, scope %s: %j beside %j: %s', (path, scope, mode, others, decision) => {
  const files = tree({
    '.claude/agents/a.md': agent('a', 'permissionMode: dontAsk'),
    [path]: JSON.stringify({ permissions: mode }),
    ...(path.startsWith('~') ? { '.claude/settings.json': JSON.stringify({ permissions: others }) } : {}),
  });
  expect(ask(files, { scope }).decision).toBe(decision);
});

it('without questions writes what is protected, and still asks before it removes the project', () => {
  const files = tree({
    '.claude/agents/a.md': agent('a'),
    '~/.claude/settings.json': JSON.stringify({ permissions: BYPASS }),
  });
  const answers = [
    ask(files, { tool: 'edit', input: '.git/config' }),
    ask(files, { input: `rm -r ${ORDINARY_PLACE.project}` }),
    ask(files, { tool: 'question', input: '' }),
  ];
  expect(answers.map(({ decision }) => decision)).toEqual(['allow', 'ask', 'ask']);
});

import type { FileTree, HarnessDecision } from '@canonry/core';
import { ORDINARY_PLACE } from '@canonry/core/testing';
import { expect, it } from 'vitest';
import { decide } from './decide.js';

/** Where Claude Code holds back more than the rules say, and which case that is. */
it.each([
  ['cat /etc/passwd', 'ask', 'owned-claude-code-named-files'],
  ['cat ~/notes', 'ask', 'owned-claude-code-named-files'],
  ['cat src/a', 'allow', undefined],
  ['cat $X', 'ask', 'owned-claude-code-raw-text'],
  ['other', 'ask', undefined],
  ['push --force', 'deny', undefined],
  ['/bin/push --force', 'deny', 'owned-claude-code-inner-commands'],
  ['sudo push --force', 'deny', 'owned-claude-code-inner-commands'],
  ['ls; push --force', 'deny', undefined],
  ["push --force 'a", 'deny', 'owned-claude-code-entangled-lines'],
  ['env mytool', 'ask', 'owned-claude-code-inner-commands'],
  ['mytool', 'ask', undefined],
])('%s: %s, %s', (input, decision, owned) => {
  const settings = { allow: ['Bash(cat *)'], ask: ['Bash(mytool *)'], deny: ['Bash(push --force*)'] };
  expect(decided(settings, input)).toEqual(owned === undefined ? { decision } : { decision, owned });
});

/** What a line writes may be open although nobody has allowed the command, and the other way round. */
it.each([
  ['Edit(/out.txt)', 'owned-claude-code-read-only-commands'],
  ['Bash', 'owned-claude-code-unseen-writes'],
  ['Bash(echo *)', undefined],
])('echo hi > out.txt is allowed by %s: %s', (rule, owned) => {
  const decision = rule === 'Bash(echo *)' ? 'ask' : 'allow';
  const named = owned ?? 'owned-claude-code-unseen-writes';
  expect(decided({ allow: [rule] }, 'echo hi > out.txt')).toEqual({ decision, owned: named });
});

/** What `export` sets is seen by rules, but not in a group. */
it.each([
  ['export X=1', 'deny', undefined],
  ['(export X=1)', 'allow', 'owned-claude-code-unread-commands'],
  ['X=1', 'allow', 'owned-claude-code-read-only-commands'],
])('%s: %s, %s', (input, decision, owned) => {
  const settings = { allow: ['Bash'], deny: ['Bash(*=*)'] };
  expect(decided(settings, input)).toEqual(owned === undefined ? { decision } : { decision, owned });
});

function decided(permissions: object, input: string): HarnessDecision {
  const agent = '---\nname: a\ndescription: an agent\n---\n';
  const files: FileTree = new Map([
    ['.claude/agents/a.md', { bytes: new TextEncoder().encode(agent), executable: false }],
    ['.claude/settings.json', { bytes: new TextEncoder().encode(JSON.stringify({ permissions })), executable: false }],
  ]);
  return decide(files, { ...ORDINARY_PLACE, agent: 'a', role: 'main', tool: 'bash', input });
}

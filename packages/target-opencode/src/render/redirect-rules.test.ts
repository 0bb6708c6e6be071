import { decidePolicy, type Action, type Agent } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { compileBash } from './compile-bash.js';
import { redirectRules } from './redirect-rules.js';
import { policyOfList } from './rule-list.js';

const BASH = { tool: 'bash', intent: 'allow', rules: [] } as const;

/** Neither writing nor reading secrets, and nothing below /srv. */
const deny = { pattern: 'secrets/**', action: 'deny' } as const;
const CAREFUL: Agent['permissions'] = [
  BASH,
  { tool: 'edit', intent: 'allow', rules: [deny, { pattern: '.env', action: 'ask' }] },
  { tool: 'read', intent: 'allow', rules: [deny] },
  { tool: 'external_directory', intent: 'allow', rules: [{ pattern: '/srv/**', action: 'deny' }] },
];
const OUTSIDE: Agent['permissions'] = [
  BASH,
  { tool: 'edit', intent: 'allow', rules: [] },
  { tool: 'external_directory', intent: 'ask', rules: [] },
];

function decided(permissions: Agent['permissions'], line: string): Action {
  const lists = { tags: [], skills: [], context: [], rules: [] };
  const agent: Agent = {
    name: 'a',
    description: 'x',
    mode: 'all',
    ...lists,
    permissions,
    prompt: 'p',
    file: 'agents/a/agent.toml',
  };
  const redirects = [...redirectRules(agent, 'edit', '>'), ...redirectRules(agent, 'read', '<')];
  return decidePolicy(policyOfList('bash', compileBash(BASH, redirects)), line).action;
}

describe('a file of a redirect', () => {
  it.each([
    'echo x > secrets/a',
    'echo x > sec"re"ts/a',
    "echo x > 'sec'rets/a",
    "echo x > $'sec'rets/a",
    'echo x >> sec"re"ts/a',
    'echo x >| sec"re"ts/a',
    'echo x &> sec"re"ts/a',
    'echo x >& sec"re"ts/a',
    'cat < sec"re"ts/a',
    'cat <> sec"re"ts/a',
    'echo x > [s]ecrets/a',
    'echo x > sec{rets,}/a',
    'echo x > $DIR/a',
    'echo x > `pwd`/a',
    'echo x > .e""nv',
    'echo x > /sr"v"/a',
    'echo x > "."./x',
  ])('is held back however it is quoted: %s', (line) => {
    expect(decided(CAREFUL, line)).toBe('deny');
  });

  it.each(['echo x > out.txt', 'echo x > docs/a', 'cat < /etc/hosts', 'echo "x" > f'])('is free in %s', (line) => {
    expect(decided(CAREFUL, line)).toBe('allow');
  });

  it.each([
    ['echo x > "out.txt"', 'allow'],
    ['echo x > "/etc/x"', 'ask'],
    ['echo x > $OUT', 'ask'],
  ])('needs no care about names where no rule names any: %s', (line, action) => {
    expect(decided(OUTSIDE, line)).toBe(action);
  });
});

import type { Agent, Policy, Rule } from '@canonry/core';
import { expect, it } from 'vitest';
import { compileBash } from './compile-bash.js';

const NPM: Rule = { pattern: 'npm test', action: 'allow' };

it.each<[string, Policy['intent'], readonly Rule[], readonly string[], readonly string[]]>([
  ['asking about a wrapper', 'ask', [NPM, { pattern: 'nohup *', action: 'ask' }], ['Bash(nohup *)'], []],
  ['denying a wrapper', 'ask', [NPM, { pattern: 'timeout *', action: 'deny' }], [], ['Bash(timeout *)']],
  ['denying a wrapper again', 'deny', [NPM, { pattern: 'timeout *', action: 'deny' }], [], ['Bash(timeout *)']],
  ['asking about a variable', 'ask', [NPM, { pattern: 'CI=*', action: 'ask' }], ['Bash(CI=*)'], []],
  ['nothing that is allowed', 'ask', [{ pattern: 'nohup *', action: 'ask' }], [], []],
  ['what no allow rule passes over', 'ask', [NPM, { pattern: 'sudo *', action: 'ask' }], [], []],
])('%s: %s', (_, intent, rules, ask, deny) => {
  const { sets } = compileBash([memberWith({ tool: 'bash', intent, rules })], true);
  expect([sets.ask.map(({ text }) => text), sets.deny.map(({ text }) => text)]).toEqual([ask, deny]);
});

it('asks about a wrapper that one agent is denied and another one asks about', () => {
  const asking = memberWith({ tool: 'bash', intent: 'ask', rules: [NPM] });
  const never = memberWith({
    tool: 'bash',
    intent: 'deny',
    rules: [NPM, { pattern: 'timeout *', action: 'deny' }],
  });
  const { sets } = compileBash([asking, never], true);
  expect([sets.ask.map(({ text }) => text), sets.deny]).toEqual([['Bash(timeout *)'], []]);
});

function memberWith(policy: Policy): {
  readonly agent: Agent;
  readonly withheld: ReadonlySet<string>;
  readonly mode?: 'dontAsk';
} {
  const nothing = { tags: [], skills: [], context: [], rules: [], prompt: '', description: 'd' };
  const agent: Agent = { ...nothing, name: 'a', mode: 'subagent', permissions: [policy], file: 'agents/a/agent.toml' };
  const mode = policy.intent === 'deny' ? { mode: 'dontAsk' as const } : {};
  return { agent, withheld: new Set(), ...mode };
}

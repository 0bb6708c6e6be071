import type { Action, Agent, Rule } from '@canonry/core';
import { expect, it } from 'vitest';
import { lineFindings } from './line-findings.js';
import { NO_RULES, type SpelledRule } from './shared-rules.js';

const DOCS: SpelledRule = { text: 'Edit(/docs/*)', meant: ['docs/*'] };
const KEYS: SpelledRule = { text: 'Read(~/keys)', meant: [], outside: ['~/keys', '~/keys/*'] };

it.each<[string, SpelledRule, Action, readonly string[], readonly string[]]>([
  ['a program that removes', DOCS, 'ask', [], ['rm docs/x']],
  ['one that reads', KEYS, 'ask', [], ['cat ~/keys']],
  ['another one where that is denied', DOCS, 'deny', ['touch *:allow'], ['touch docs/x']],
  ['another one that reads', KEYS, 'deny', ['ls *:allow'], ['ls ~/keys']],
  ['a redirection where all of them are denied', DOCS, 'deny', ['mytool *:ask'], ['mytool x > docs/x']],
  ['a redirection that reads', KEYS, 'deny', ['mytool *:ask'], ['mytool x < ~/keys']],
  ['nothing where nothing runs', DOCS, 'deny', [], []],
])('shows of lines that name denied files %s', (_, rule, intent, texts, expected) => {
  const rules = texts.map((text): Rule => {
    const [pattern = '', action] = text.split(':');
    return { pattern, action: action === 'allow' ? 'allow' : 'ask' };
  });
  const nothing = { tags: [], skills: [], context: [], rules: [], prompt: '', description: 'd' };
  const permissions = [{ tool: 'bash', intent, rules }];
  const agent: Agent = { ...nothing, name: 'a', mode: 'primary', permissions, file: 'agents/a/agent.toml' };
  const findings = lineFindings({ agent, withheld: new Set() }, { ...NO_RULES, deny: [rule] });
  expect(findings.map(({ witness }) => witness)).toEqual(expected);
});

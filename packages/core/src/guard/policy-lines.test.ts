import { expect, it } from 'vitest';
import { policyLines } from './policy-lines.js';
import { serialisePolicies } from './serialise-policies.js';

it('finds the policy of each agent and tool in what guards read', () => {
  const policy = { tool: 'bash', intent: 'ask', rules: [{ pattern: '"}', action: 'deny' }] } as const;
  const star = { tool: '*', intent: 'deny', rules: [] } as const;
  const agents = [
    { name: 'b', permissions: [star] },
    { name: 'a', maxTurns: 3, permissions: [policy, star] },
  ];
  const text = serialisePolicies(agents, { unattended: false });
  const found = policyLines(text);
  expect([...found].map(([name, tools]) => [name, [...tools.keys()]])).toEqual([
    ['a', ['bash', '*']],
    ['b', ['*']],
  ]);
  const bash = found.get('a')?.get('bash');
  expect(bash?.text).toBe(`          "tool": "bash",
          "intent": "ask",
          "rules": [
            "\\"}:deny"
          ]`);
  const lines = text.split('\n');
  expect(lines.slice((bash?.line ?? 0) - 1, (bash?.line ?? 0) + 4).join('\n')).toBe(bash?.text);
});

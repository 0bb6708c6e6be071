import type { Policy } from '@canonry/core';
import { expect, it } from 'vitest';
import { mcpKeys } from './mcp-keys.js';

const policy = (tool: string, intent: Policy['intent']): Policy => ({ tool, intent, rules: [] });

const actions = (...policies: Policy[]): readonly string[] =>
  mcpKeys(policies).map(({ key, action }) => `${key} ${action}`);

it('names servers and tools as OpenCode does, longer names later', () => {
  const policies = [policy('mcp__a__b', 'deny'), policy('bash', 'ask'), policy('mcp__a', 'allow')];
  expect(mcpKeys(policies)).toEqual([
    { key: 'a_*', action: 'allow', tool: 'mcp__a', intent: 'allow' },
    { key: 'a__b_*', action: 'deny', tool: 'mcp__a__b', intent: 'deny' },
    { key: 'a_b', action: 'deny', tool: 'mcp__a__b', intent: 'deny' },
    { key: 'a_b__*', action: 'deny', tool: 'mcp__a__b', intent: 'deny' },
  ]);
});

it('opens no tool that may be one of another server, which is denied', () => {
  expect(actions(policy('mcp__a', 'deny'), policy('mcp__a_b', 'allow'))).toEqual(['a_* deny', 'a_b_* deny']);
  expect(actions(policy('mcp__a', 'allow'), policy('mcp__a_b', 'deny'))).toEqual(['a_* allow', 'a_b_* deny']);
  expect(actions(policy('mcp__a', 'deny'), policy('mcp__ab', 'allow'))).toEqual(['a_* deny', 'ab_* allow']);
  expect(actions(policy('mcp__a__b_c', 'deny'), policy('mcp__a_b__c', 'allow')).toString()).not.toContain(
    'a_b_c allow',
  );
});

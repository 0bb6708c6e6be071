import type { Policy } from '@canonry/core';
import { expect, it } from 'vitest';
import { mcpKeys } from './mcp-keys.js';

const policy = (tool: string, intent: Policy['intent']): Policy => ({ tool, intent, rules: [] });

it('names servers and tools as OpenCode does, longer names later', () => {
  const policies = [policy('mcp__a__b', 'deny'), policy('bash', 'ask'), policy('mcp__a', 'allow')];
  expect(mcpKeys(policies)).toEqual([
    { key: 'a_*', action: 'allow', tool: 'mcp__a' },
    { key: 'a__b_*', action: 'deny', tool: 'mcp__a__b' },
    { key: 'a_b', action: 'deny', tool: 'mcp__a__b' },
    { key: 'a_b__*', action: 'deny', tool: 'mcp__a__b' },
  ]);
});

import { describe, expect, it } from 'vitest';
import { agentWith } from './agent-with.fixture.js';
import { policyOf } from './policy-of.js';

describe('the table that answers for a tool', () => {
  const agent = agentWith({
    '*': ['ask'],
    mcp__a: ['deny'],
    mcp__ab: ['allow'],
    mcp__ab__c: ['ask'],
    server: ['deny'],
  });

  it.each([
    ['mcp__a__tool', 'policy', 'mcp__a'],
    ['mcp__a__tool__of__four', 'policy', 'mcp__a'],
    ['mcp__ab__c__d', 'policy', 'mcp__ab__c'],
    ['mcp__ab__d', 'policy', 'mcp__ab'],
    ['mcp__abc__d', 'star', '*'],
    ['mcp__abc', 'star', '*'],
    ['server__tool', 'star', '*'],
  ])('for %s is that of the whole name of a server, if it is an MCP tool: %s %s', (tool, kind, table) => {
    expect(policyOf(agent, tool)).toEqual({ kind, policy: agent.permissions.find((one) => one.tool === table) });
  });
});

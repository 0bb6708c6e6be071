import type { Action, Policy } from '@canonry/core';

/** A key of `permission` that is about tools of MCP servers. */
export interface McpKey {
  readonly key: string;
  readonly action: Action;
  /** The policy that it comes from. */
  readonly tool: string;
}

const PREFIX = 'mcp__';

/**
 * OpenCode calls a tool `SERVER_TOOL`. Where a name holds `__` itself, nobody knows which of them stands between server and
 * tool, so there is a key for each. Longer names come later, as they are meant to win.
 */
export function mcpKeys(policies: readonly Policy[]): readonly McpKey[] {
  return policies
    .filter(({ tool }) => tool.startsWith(PREFIX))
    .toSorted((a, b) => a.tool.length - b.tool.length)
    .flatMap(({ tool, intent }) => keysOf(tool.slice(PREFIX.length)).map((key) => ({ key, action: intent, tool })));
}

function keysOf(name: string): readonly string[] {
  const splits = [...name.matchAll(/(?=__)/g)].map(({ index }) => `${name.slice(0, index)}_${name.slice(index + 2)}`);
  return [`${name}_*`, ...[...new Set(splits)].flatMap((split) => [split, `${split}__*`])];
}

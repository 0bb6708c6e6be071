import { strictest, type Action, type Policy } from '@canonry/core';

/** A key of `permission` that is about tools of MCP servers. */
export interface McpKey {
  readonly key: string;
  readonly action: Action;
  /** The policy that it comes from. */
  readonly tool: string;
  /** What that policy says; the key is stricter where it could be a tool of another server. */
  readonly intent: Action;
}

const PREFIX = 'mcp__';

/**
 * OpenCode calls a tool `SERVER_TOOL`. Where a name holds `__` itself, nobody knows which of them stands between server and
 * tool, so there is a key for each. Longer names come later, as they are meant to win; but `a_b_c` may be `b_c` of the server
 * `a` as well as `c` of `a_b`, so no key opens what one for another server holds back.
 */
export function mcpKeys(policies: readonly Policy[]): readonly McpKey[] {
  const said = policies
    .filter(({ tool }) => tool.startsWith(PREFIX))
    .toSorted((a, b) => a.tool.length - b.tool.length)
    .flatMap(({ tool, intent }) => keysOf(tool.slice(PREFIX.length)).map((key) => ({ key, tool, intent })));
  return said.map((one, index) => {
    const others = said
      .slice(0, index)
      .filter((other) => !isOneServer(one.tool, other.tool) && isMatchedBy(other.key, one.key));
    return { ...one, action: strictest([one.intent, ...others.map(({ intent }) => intent)]) };
  });
}

function isOneServer(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}__`) || b.startsWith(`${a}__`);
}

/** How OpenCode matches the key of a rule with the name of a tool. */
export function isMatchedBy(key: string, name: string): boolean {
  return key === name || (key.endsWith('*') && name.startsWith(key.slice(0, -1)));
}

function keysOf(name: string): readonly string[] {
  const splits = [...name.matchAll(/(?=__)/g)].map(({ index }) => `${name.slice(0, index)}_${name.slice(index + 2)}`);
  return [`${name}_*`, ...[...new Set(splits)].flatMap((split) => [split, `${split}__*`])];
}

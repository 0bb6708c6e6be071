import type { Action, Policy } from '@canonry/core';
import { PI_TOOLS } from '../render/tools.js';

/** What Pi offers to an agent. */
export interface ToolLists {
  /** Absent: what Pi offers anyway. */
  readonly tools: readonly string[] | undefined;
  readonly excluded: readonly string[];
  /** Only what is listed: tools of packages and MCP servers too. */
  readonly isClosed: boolean;
}

/** A tool is there or not, so it is allowed or denied. One of ours that is two of Pi's is allowed only with both. */
export function permissionsOf({ tools, excluded, isClosed }: ToolLists): readonly Policy[] {
  const isExcluded = (name: string): boolean => excluded.includes(name);
  if (tools === undefined)
    return PI_TOOLS.filter(({ names }) => names.some(isExcluded)).map(({ tool }) => policy(tool, 'deny'));
  const isThere = (name: string): boolean => tools.includes(name) && !isExcluded(name);
  const own = PI_TOOLS.map(({ tool, names }) => policy(tool, [...names].every(isThere) ? 'allow' : 'deny'));
  if (!isClosed) return own;
  const mcp = tools.filter((name) => /^mcp__[A-Za-z0-9_]+__[A-Za-z0-9_]*[A-Za-z0-9]$/.test(name) && isThere(name));
  const allowed = own.filter(({ intent }) => intent === 'allow');
  return [...allowed, ...mcp.map((tool) => policy(tool, 'allow')), policy('*', 'deny')];
}

function policy(tool: string, intent: Action): Policy {
  return { tool, intent, rules: [] };
}

import type { Agent, Policy } from '../agent.js';

/** Where the answer about a tool comes from. */
export type PolicySource =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'star'; readonly policy: Policy }
  | { readonly kind: 'unspecified' };

const STAR = '*';
const NEVER_COVERED: ReadonlySet<string> = new Set(['external_directory', 'doom_loop']);
const MCP_PREFIX = 'mcp__';

/** The policy for a tool: its own, that of its MCP server, that of `*`, or none. */
export function policyOf(agent: Pick<Agent, 'permissions'>, tool: string): PolicySource {
  const own = findPolicy(agent, tool) ?? serverPolicy(agent, tool);
  if (own !== undefined) return { kind: 'policy', policy: own };
  const star = isCoveredByStar(tool) ? findPolicy(agent, STAR) : undefined;
  return star === undefined ? { kind: 'unspecified' } : { kind: 'star', policy: star };
}

/** Asking about a loop or leaving the project is never meant by "every other tool". */
export function isCoveredByStar(tool: string): boolean {
  return !NEVER_COVERED.has(tool);
}

function findPolicy(agent: Pick<Agent, 'permissions'>, tool: string): Policy | undefined {
  return agent.permissions.find((policy) => policy.tool === tool);
}

/** The longest name of a server that this MCP tool can belong to: names may hold `__` themselves. */
function serverPolicy(agent: Pick<Agent, 'permissions'>, tool: string): Policy | undefined {
  if (!tool.startsWith(MCP_PREFIX)) return undefined;
  for (let end = tool.lastIndexOf('__'); end > MCP_PREFIX.length; end = tool.lastIndexOf('__', end - 1)) {
    const policy = findPolicy(agent, tool.slice(0, end));
    if (policy !== undefined) return policy;
  }
  return undefined;
}

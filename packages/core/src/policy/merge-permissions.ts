import type { Policy } from '../agent.js';
import { TOOLS } from '../tools.js';
import { combinePolicies } from './combine-policies.js';
import { isCoveredByStar, policyOf } from './policy-of.js';

/** What one side lets an agent do. */
export interface PermissionView {
  readonly permissions: readonly Policy[];
  /** What holds for a tool about which it says nothing; without one, that limits nobody. */
  readonly unspecified?: (tool: string) => Policy | undefined;
}

/** Policies that permit no more than any of the views. What none of them specifies stays unspecified. */
export function mergePermissions(views: readonly PermissionView[]): readonly Policy[] {
  const merged = toolsSpecified(views).map((tool) => {
    const parts = views.flatMap((view) => policyIn(view, tool) ?? []);
    return combinePolicies(tool, parts).policy;
  });
  const star = merged.find(({ tool }) => tool === STAR);
  return merged.filter((policy) => !isSaidByStar(policy, star));
}

/** The policy that answers for a tool there, as one for this tool. */
export function policyIn({ permissions, unspecified }: PermissionView, tool: string): Policy | undefined {
  const source = policyOf({ permissions }, tool);
  return source.kind === 'unspecified' ? unspecified?.(tool) : { ...source.policy, tool };
}

const STAR = '*';

/** Where one of them says something of every tool, so does the merged one, and must know what the others let pass. */
function toolsSpecified(views: readonly PermissionView[]): readonly string[] {
  const named = new Set(views.flatMap(({ permissions }) => permissions.map(({ tool }) => tool)));
  const known = named.has(STAR) ? TOOLS.filter((tool) => named.has(tool) || isCoveredByStar(tool)) : [];
  return [...new Set([...known, ...named])];
}

/** A tool of an MCP server falls to its server first. */
function isSaidByStar({ tool, intent, rules }: Policy, star: Policy | undefined): boolean {
  if (star === undefined || tool === STAR || !isCoveredByStar(tool) || tool.startsWith('mcp__')) return false;
  return rules.length === 0 && intent === star.intent;
}

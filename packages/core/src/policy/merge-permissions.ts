import type { Policy } from '../agent.js';
import { TOOLS } from '../tools.js';
import { combinePolicies } from './combine-policies.js';
import { comparePolicies } from './compare-policies.js';
import { isCoveredByStar, policyOf } from './policy-of.js';

/** What one side lets an agent do. */
export interface PermissionView {
  readonly permissions: readonly Policy[];
  /** What holds for a tool about which it says nothing; without one, that limits nobody. */
  readonly unspecified?: (tool: string) => Policy | undefined;
}

/** Policies that permit no more than any of the views. What none of them specifies stays unspecified. */
export function mergePermissions(views: readonly PermissionView[]): readonly Policy[] {
  const merged = toolsSpecified(views).map((tool) =>
    views.flatMap((view) => policyIn(view, tool) ?? []).reduce((a, b) => strictestOfTwo(tool, a, b)),
  );
  const star = merged.find(({ tool }) => tool === STAR);
  return merged.filter((policy) => !isSaidByStar(policy, star));
}

/** One of the two, in its own words, if it is nowhere more permissive than the other. */
function strictestOfTwo(tool: string, a: Policy, b: Policy): Policy {
  const kinds = new Set(comparePolicies(tool, a, b).map(({ kind }) => kind));
  if (kinds.size === 0 || (kinds.size === 1 && kinds.has('widened'))) return a;
  return kinds.size === 1 && kinds.has('narrowed') ? b : combinePolicies(tool, [a, b]).policy;
}

/** The policy that answers for a tool there, as one for this tool. */
export function policyIn({ permissions, unspecified }: PermissionView, tool: string): Policy | undefined {
  const source = policyOf({ permissions }, tool);
  return source.kind === 'unspecified' ? unspecified?.(tool) : { ...source.policy, tool };
}

const STAR = '*';

/** Where one of them says something of every tool, so does the merged one, and must know what the others let pass. */
export function toolsSpecified(views: readonly PermissionView[]): readonly string[] {
  const named = new Set(views.flatMap(({ permissions }) => permissions.map(({ tool }) => tool)));
  const known = named.has(STAR) ? TOOLS.filter((tool) => named.has(tool) || isCoveredByStar(tool)) : [];
  return [...new Set([...known, ...named])];
}

/** A tool of an MCP server falls to its server first. */
function isSaidByStar({ tool, intent, rules }: Policy, star: Policy | undefined): boolean {
  if (star === undefined || tool === STAR || !isCoveredByStar(tool) || tool.startsWith('mcp__')) return false;
  return rules.length === 0 && intent === star.intent;
}

import type { Agent, Policy } from '../agent.js';
import { TOOLS, TOOLS_WITH_SUBJECT } from '../tools.js';
import { comparePolicies, type CompareOptions, type Difference } from './compare-policies.js';
import { isCoveredByStar, policyOf } from './policy-of.js';
import { mayWiden, type Decision } from './strictness.js';

/** How the new policy of a tool stands to the old one. `unproved` is unsafe, never equal. */
export type Relation = 'equal' | 'wider' | 'narrower' | 'both' | 'unproved';

export interface ToolComparison {
  readonly tool: string;
  readonly relation: Relation;
  readonly differences: readonly Difference[];
}

/** Compares two agents tool by tool: every tool that one of them specifies, by name or by `*`. */
export function compareAgents(old: Agent, now: Agent, options: CompareOptions = {}): readonly ToolComparison[] {
  return toolsOf([old, now]).map((tool) => compareTool(old, now, tool, options));
}

export function compareTool(old: Agent, now: Agent, tool: string, options: CompareOptions = {}): ToolComparison {
  const [before, after] = [specified(old, tool), specified(now, tool)];
  const differences = hasSubjects(tool)
    ? comparePolicies(tool, before, after, options)
    : compareIntents(before?.intent ?? null, after?.intent ?? null);
  return { tool, relation: relationOf(differences), differences };
}

/** The tools that these agents say something about, in the order of the catalogue; `*` stands for tools without a name here. */
export function toolsOf(agents: readonly Agent[]): readonly string[] {
  const named = new Set(agents.flatMap(({ permissions }) => permissions.map(({ tool }) => tool)));
  const known = TOOLS.filter((tool) => named.has(tool) || (named.has('*') && isCoveredByStar(tool)));
  const others = [...named].filter((tool) => !known.some((one) => one === tool)).toSorted();
  return [...known, ...others];
}

function hasSubjects(tool: string): boolean {
  return TOOLS_WITH_SUBJECT.some((withSubject) => withSubject === tool);
}

/** The policy that answers for a tool; what comes from `*` is an intent. */
function specified(agent: Agent, tool: string): Policy | null {
  const source = policyOf(agent, tool);
  return source.kind === 'unspecified' ? null : source.policy;
}

function compareIntents(old: Decision, now: Decision): readonly Difference[] {
  if (old === now) return [];
  return [{ kind: mayWiden(old, now) ? 'widened' : 'narrowed', witness: null, old, new: now }];
}

function relationOf(differences: readonly Difference[]): Relation {
  const kinds = new Set(differences.map(({ kind }) => kind));
  if (kinds.has('unproved')) return 'unproved';
  if (kinds.size === 2) return 'both';
  if (kinds.size === 0) return 'equal';
  return kinds.has('widened') ? 'wider' : 'narrower';
}

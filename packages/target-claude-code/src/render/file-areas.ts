import {
  combinePolicies,
  comparePolicies,
  decide,
  isStricter,
  rewritePolicy,
  strictest,
  type Action,
  type Difference,
  type Policy,
} from '@canonry/core';
import type { Member } from './member.js';
import { distinct, holds, specified } from './policies.js';
import { isOutside } from './spell-path.js';

export type FileTool = 'read' | 'edit';

/** Paths outside of the project are seen as the tool sees them that is about leaving it: absolute ones only. */
export const LEAVING = 'external_directory';

/** What an agent may do with files of the project; null where nothing is specified. */
export function insidePolicy({ agent }: Member, tool: FileTool): Policy | null {
  const policy = specified(agent, tool);
  return policy && { ...policy, rules: policy.rules.filter(({ pattern }) => !isOutside(pattern)) };
}

/** What the policy of the tool itself says about other files; null where nothing is specified. */
export function outsidePolicy({ agent }: Member, tool: FileTool): Policy | null {
  const policy = specified(agent, tool);
  const rules = policy?.rules.filter(({ pattern }) => isOutside(pattern) || /^[*?]/.test(pattern));
  return policy && { tool: LEAVING, intent: policy.intent, rules: rules ?? [] };
}

/**
 * What an agent may do less outside than the strictest of what the tool says and of what is said about leaving the project,
 * which asks unless it is said.
 */
export function leavingLosses(member: Member, tool: FileTool, now: Policy): readonly Difference[] {
  const policies = leavingPolicies(member, tool);
  const { policy, isExact } = combinePolicies(LEAVING, policies);
  const found = comparePolicies(LEAVING, policy, now);
  if (isExact) return found;
  // Together they are said more strictly than they are. What that hides is looked for beside what each of them permits.
  const hidden = policies
    .flatMap((one) => comparePolicies(LEAVING, one, now))
    .flatMap(({ witness }): readonly Difference[] => {
      if (witness === null) return [];
      const decided = (one: Policy): Action =>
        decide({ ...member.agent, permissions: [one] }, LEAVING, witness).decision ?? 'allow';
      const [old, after] = [strictest(policies.map(decided)), decided(now)];
      return isStricter(after, old) ? [{ kind: 'narrowed', witness, old, new: after }] : [];
    });
  const all = [...found, ...hidden];
  return all.filter((one, at) => at === all.findIndex((other) => other.old === one.old && other.new === one.new));
}

/** The strictest of both without what is denied: that is said in rules of its own, which come before all others. */
export function openPolicy(member: Member, tool: FileTool): Policy {
  return combinePolicies(LEAVING, leavingPolicies(member, tool).map(withoutDeny)).policy;
}

function leavingPolicies(member: Member, tool: FileTool): readonly Policy[] {
  const own = outsidePolicy(member, tool) ?? { tool: LEAVING, intent: tool === 'read' ? 'allow' : 'ask', rules: [] };
  return [own, specified(member.agent, LEAVING) ?? ASKING];
}

function withoutDeny(policy: Policy): Policy {
  const { intent, rules } = rewritePolicy(policy, 'strictest-action').policy;
  if (intent === 'deny') return policy;
  return { tool: LEAVING, intent, rules: rules.filter(({ action }) => action !== 'deny') };
}

const ASKING: Policy = { tool: LEAVING, intent: 'ask', rules: [] };

/** What everybody may do who could use a rule of allow: with the tool itself, or with files that a command line names. */
export function commonPolicy(
  tool: string,
  members: readonly Member[],
  file: FileTool,
  policyOf: (member: Member) => Policy | null,
): Policy {
  const users = members.filter((member) => holds(member, file) || holds(member, 'bash'));
  const policies = users.map((member): Policy => {
    if (!holds(member, file)) return { tool, intent: 'deny', rules: [] };
    return { ...(policyOf(member) ?? { intent: 'ask', rules: [] }), tool };
  });
  return combinePolicies(tool, distinct(policies)).policy;
}

/** How two policies differ on files of the project alone. */
export function compareInside(tool: FileTool, old: Policy, now: Policy): readonly Difference[] {
  const elsewhere = { pattern: '/*', action: 'deny' } as const;
  const here = (policy: Policy): Policy => ({ ...policy, rules: [...policy.rules, elsewhere] });
  return comparePolicies(tool, here(old), here(now));
}

import { combinePolicies, comparePolicies, rewritePolicy, type Difference, type Policy } from '@canonry/core';
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
 * The strictest of what the tool says and of what is said about leaving the project, which asks unless it is said. Where that
 * cannot be said exactly, what the tool says alone: more than both permit, so that no loss is overlooked.
 */
export function leavingPolicy(member: Member, tool: FileTool): Policy {
  const [own = ASKING, ...others] = leavingPolicies(member, tool);
  const { policy, isExact } = combinePolicies(LEAVING, [own, ...others]);
  return isExact ? policy : own;
}

/** The same without what is denied: that is said in rules of its own, which come before all others. */
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

import type { Policy, Rule } from '../agent.js';
import { strictestOf } from './combine-policies.js';
import { comparePolicies, type Difference } from './compare-policies.js';
import { orderByLength } from './order-by-length.js';
import { simplifyPolicy } from './simplify-policy.js';
import { toStrictnessSets } from './strictness-sets.js';

/**
 * How someone else reads a list of rules. `strictest-action`: any matching deny, else any matching ask, else any matching
 * allow, wherever they stand. `first-match`: the first one that matches. `longest-pattern`: the longest text that matches.
 * None: the intent.
 */
export type Reading = 'strictest-action' | 'first-match' | 'longest-pattern';

export interface Rewritten {
  readonly reading: Reading;
  /** What holds where no rule matches. */
  readonly policy: Policy;
  /** True if it is proved to decide every subject like the original. */
  readonly isExact: boolean;
  /** Where it is stricter than the original: one witness for each pair of decisions. It is never more permissive. */
  readonly narrowed: readonly Difference[];
}

/** A policy that means under another reading what the given one means under ours, or the closest that permits no more. */
export function rewritePolicy(policy: Policy, reading: Reading): Rewritten {
  const simple = simplifyPolicy(policy);
  const rewritten = rewriteSimple(simple, reading);
  const differences = comparePolicies(policy.tool, policy, asLastMatch(rewritten, reading));
  const isSafe = differences.every(({ kind }) => kind === 'narrowed');
  if (isSafe) return { reading, policy: rewritten, isExact: differences.length === 0, narrowed: differences };
  const safest = strictestOf(policy.tool, [policy]);
  const narrowed = comparePolicies(policy.tool, policy, safest).filter(({ kind }) => kind === 'narrowed');
  return { reading, policy: safest, isExact: false, narrowed };
}

/** The policy that means under our reading what this one means under another. */
export function asLastMatch(policy: Policy, reading: Reading): Policy {
  return { ...policy, rules: inOurOrder(policy.rules, reading) };
}

function rewriteSimple(policy: Policy, reading: Reading): Policy {
  switch (reading) {
    case 'first-match':
      return { ...policy, rules: policy.rules.toReversed() };
    case 'strictest-action':
      return toStrictnessSets(policy, (candidate) => asLastMatch(candidate, 'strictest-action'));
    case 'longest-pattern':
      return orderByLength(policy);
  }
}

function inOurOrder(rules: readonly Rule[], reading: Reading): readonly Rule[] {
  switch (reading) {
    case 'first-match':
      return rules.toReversed();
    case 'strictest-action':
      return (['allow', 'ask', 'deny'] as const).flatMap((action) => rules.filter((rule) => rule.action === action));
    case 'longest-pattern':
      return rules.toSorted((a, b) => a.pattern.length - b.pattern.length);
  }
}

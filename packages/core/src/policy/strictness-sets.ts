import type { Policy, Rule } from '../agent.js';
import { arePoliciesEqual, comparePolicies } from './compare-policies.js';
import { intersectPatterns } from './glob.js';
import { isStricter } from './strictness.js';

/**
 * Rules for a reader who lets the strictest match decide. Rules whose place in the list held back an earlier, stricter one
 * cannot be said exactly; the stricter one wins then, unless it can be left out or be said of fewer subjects.
 */
export function toStrictnessSets(policy: Policy, read: (policy: Policy) => Policy): Policy {
  const whole = inSets(policy, policy.rules);
  if (arePoliciesEqual(policy.tool, policy, read(whole))) return whole;
  return withoutNeedless(inSets(policy, confined(policy)), policy, read);
}

/** Deny first, as such a reader looks at them. */
function inSets(policy: Policy, rules: readonly Rule[]): Policy {
  const sets = (['deny', 'ask', 'allow'] as const).map((action) => rules.filter((rule) => rule.action === action));
  return { ...policy, rules: sets.flat() };
}

/** A rule that only repeats the intent matters where an earlier rule opens more: it is said of just those subjects. */
function confined({ tool, intent, rules }: Policy): readonly Rule[] {
  return rules.flatMap((rule, index) => {
    if (rule.action !== intent) return [rule];
    const opened = rules.slice(0, index).filter(({ action }) => isStricter(rule.action, action));
    const pieces = opened.map(({ pattern }) => intersectPatterns(rule.pattern, pattern, tool));
    if (pieces.includes(null)) return [rule];
    const patterns = new Set(pieces.flatMap((piece) => piece ?? []));
    return [...patterns].map((pattern) => ({ pattern, action: rule.action }));
  });
}

/** Without the rules that hold back more than the original does, as long as nothing opens. */
function withoutNeedless(sets: Policy, original: Policy, read: (policy: Policy) => Policy): Policy {
  let result = sets;
  for (const rule of sets.rules) {
    if (isStricter(original.intent, rule.action)) continue;
    const shorter = { ...result, rules: result.rules.filter((one) => one !== rule) };
    const differences = comparePolicies(original.tool, original, read(shorter));
    if (differences.every(({ kind }) => kind === 'narrowed')) result = shorter;
  }
  return result;
}

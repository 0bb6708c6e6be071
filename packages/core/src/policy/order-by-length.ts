import type { Policy, Rule } from '../agent.js';
import { comparePolicies } from './compare-policies.js';
import { isStricter } from './strictness.js';

/**
 * Rules for a reader who lets the longest matching pattern decide. A star may be written more than once, so a pattern with
 * a star can be made as long as it has to be. One without can not: where a longer pattern came before it, the stricter of
 * the two actions holds.
 */
export function orderByLength(policy: Policy): Policy {
  return policy.rules.reduce<Policy>(
    (ordered, rule) => {
      const isLongEnough = rule.pattern.length >= lengthFor(rule, ordered);
      return (isLongEnough ? [rule] : splitTail(rule)).reduce(place, ordered);
    },
    { ...policy, rules: [] },
  );
}

function place(ordered: Policy, rule: Rule): Policy {
  const placed = { ...rule, pattern: padTo(rule.pattern, lengthFor(rule, ordered)) };
  const rules = ordered.rules.map((other) => {
    const wins = other.pattern.length >= placed.pattern.length && isStricter(placed.action, other.action);
    return wins && overlap(ordered.tool, placed, other) ? { ...other, action: placed.action } : other;
  });
  return { ...ordered, rules: [...rules, placed] };
}

/** Longer than every earlier rule that decides some of its subjects otherwise. */
function lengthFor(rule: Rule, { tool, rules }: Policy): number {
  const rivals = rules.filter((other) => other.action !== rule.action && overlap(tool, rule, other));
  return 1 + rivals.reduce((longest, { pattern }) => Math.max(longest, pattern.length), 0);
}

/** Of `git *` the last star cannot be repeated: `git **` does not match `git`. As two rules both can stand. */
function splitTail(rule: Rule): readonly Rule[] {
  if (!rule.pattern.endsWith(' *') || rule.pattern.length < 3) return [rule];
  const bare = rule.pattern.slice(0, -2);
  // A bare pattern that ends with such a tail itself would get one that it did not have.
  if (bare.endsWith(' *') || bare.includes('*')) return [rule];
  return [
    { ...rule, pattern: bare },
    { ...rule, pattern: `${rule.pattern}*` },
  ];
}

/** The same pattern with a star repeated, if it has one that can be. */
function padTo(pattern: string, length: number): string {
  const missing = length - pattern.length;
  const star = pattern.indexOf('*');
  const isTail = pattern.endsWith(' *') && star === pattern.length - 1;
  if (missing <= 0 || star === -1 || isTail) return pattern;
  return pattern.slice(0, star) + '*'.repeat(missing) + pattern.slice(star);
}

function overlap(tool: string, a: Rule, b: Rule): boolean {
  const differences = comparePolicies(
    tool,
    { tool, intent: 'allow', rules: [{ pattern: a.pattern, action: 'ask' }] },
    { tool, intent: 'allow', rules: [{ pattern: b.pattern, action: 'deny' }] },
  );
  return differences.some(({ kind, old, new: now }) => kind === 'unproved' || (old === 'ask' && now === 'deny'));
}

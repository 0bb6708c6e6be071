import type { Policy } from '../agent.js';
import { arePoliciesEqual } from './compare-policies.js';
import { matchesEverything, parsePattern } from './pattern.js';

/** Beyond this many rules the search for idle ones would take longer than it is worth. */
const MOST_RULES = 400;

/** The same policy without rules that change nothing, each proved; what stands above a `*` goes, and the `*` becomes the intent. */
export function simplifyPolicy(policy: Policy): Policy {
  let result = withoutStar(policy);
  if (result.rules.length > MOST_RULES) return result;
  for (let index = 0; index < result.rules.length;) {
    const shorter = { ...result, rules: result.rules.toSpliced(index, 1) };
    if (arePoliciesEqual(policy.tool, result, shorter)) result = shorter;
    else index += 1;
  }
  return result;
}

function withoutStar(policy: Policy): Policy {
  const star = policy.rules.findLastIndex(({ pattern }) => matchesEverything(parsePattern(pattern, policy.tool)));
  const intent = policy.rules[star]?.action ?? policy.intent;
  return { tool: policy.tool, intent, rules: policy.rules.slice(star + 1) };
}

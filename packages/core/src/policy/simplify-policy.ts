import type { Policy, Rule } from '../agent.js';
import { arePoliciesEqual, isSubject } from './compare-policies.js';
import { beginApart } from './glob.js';
import { isShownNeeded } from './differing-sample.js';
import { homePrefix, isPathTool, matchesEverything, parsePattern } from './pattern.js';

/** Beyond this many rules the search for idle ones would take longer than it is worth. */
const MOST_RULES = 400;

/** The same policy without rules that change nothing, each proved; what stands above a `*` goes, and the `*` becomes the intent. */
export function simplifyPolicy(policy: Policy): Policy {
  let result = withoutStar(policy);
  if (result.rules.length > MOST_RULES) return result;
  for (let index = 0; index < result.rules.length;) {
    if (isIdle(result, index)) result = withoutRule(result, index);
    else index += 1;
  }
  return result;
}

/** Mostly one look tells; else it is proved. */
function isIdle(policy: Policy, index: number): boolean {
  if (isIdleAtSight(policy, index)) return true;
  if (isShownNeeded(policy, index, (text) => isSubject(policy.tool, text))) return false;
  return arePoliciesEqual(policy.tool, policy, withoutRule(policy, index));
}

function withoutRule(policy: Policy, index: number): Policy {
  return { ...policy, rules: policy.rules.toSpliced(index, 1) };
}

/** True of a rule that repeats the intent, if every rule in front of it does so too or is about other texts altogether. */
function isIdleAtSight({ tool, intent, rules }: Policy, index: number): boolean {
  const rule = rules[index];
  if (rule === undefined || rule.action !== intent || isAtHome(rule, tool)) return false;
  return rules
    .slice(0, index)
    .every((other) => other.action === intent || (!isAtHome(other, tool) && beginApart(other.pattern, rule.pattern)));
}

function isAtHome({ pattern }: Rule, tool: string): boolean {
  return isPathTool(tool) && homePrefix(pattern) !== '';
}

function withoutStar(policy: Policy): Policy {
  const star = policy.rules.findLastIndex(({ pattern }) => matchesEverything(parsePattern(pattern, policy.tool)));
  const intent = policy.rules[star]?.action ?? policy.intent;
  return { tool: policy.tool, intent, rules: policy.rules.slice(star + 1) };
}

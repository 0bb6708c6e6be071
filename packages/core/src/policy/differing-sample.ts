import type { Policy, Rule } from '../agent.js';
import { decidePolicy, lastMatchingRules } from './decide-policy.js';
import { sampleOf } from './rule-finding.js';

/**
 * True if some text that a rule of only one of them is about shows that they differ; such texts are asked first, because a
 * search that goes by length reaches them last. False says nothing.
 */
export function isShownDifferent(a: Policy, b: Policy, isSubject: (text: string) => boolean): boolean {
  const texts = new Set([...onlyIn(a, b), ...onlyIn(b, a)].flatMap(samplesOf));
  return [...texts].some((text) => isSubject(text) && decidePolicy(a, text).action !== decidePolicy(b, text).action);
}

/** True if some text that a rule is about shows that it decides, and that without it another decision would stand. */
export function isShownNeeded(policy: Policy, index: number, isSubject: (text: string) => boolean): boolean {
  const rule = policy.rules[index];
  return rule !== undefined && samplesOf(rule).some((text) => isSubject(text) && changesAt(policy, index, text));
}

function changesAt(policy: Policy, index: number, text: string): boolean {
  const [last, before] = lastMatchingRules(policy, text, 2);
  return last === index && (policy.rules[before ?? -1]?.action ?? policy.intent) !== policy.rules[index]?.action;
}

/** Rules of the one that the other has not, in order; most policies that are compared differ by one. */
function onlyIn({ rules }: Policy, other: Policy): readonly Rule[] {
  const known = new Set(other.rules.map(({ pattern }) => pattern));
  return rules.filter((rule) => !known.has(rule.pattern)).slice(0, MOST);
}

function samplesOf({ pattern }: Rule): readonly string[] {
  return [sampleOf(pattern, ''), sampleOf(pattern)];
}

/** Of many rules a few are enough to try. */
const MOST = 8;

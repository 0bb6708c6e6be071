import type { Policy, Rule } from '../agent.js';
import type { Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { comparePolicies, isSubject, type Difference } from './compare-policies.js';
import { decidePolicy, matchingRules } from './decide-policy.js';
import { matchesEverything, parsePattern, printPattern } from './pattern.js';
import { ruleFinding, sampleOf, showRule, type Linted } from './rule-finding.js';

/** A proof looks at every rule, so that long policies get fewer: some seconds at most. Only doubtful rules need one. */
const RULES_IN_PROOFS = 50_000;
const FEWEST_PROOFS = 10;

/** Rules that never decide, and rules that decide nothing new. */
export function lintIdleRules(linted: Linted): readonly Finding[] {
  const { policy } = linted;
  const star = policy.rules.findLastIndex(({ pattern }) => matchesEverything(parsePattern(pattern, policy.tool)));
  const findings: Finding[] = [];
  if (star > 0)
    findings.push(
      ruleFinding('star-shadows-rules', linted, star, { rule: showRule(policy.rules[star]), count: String(star) }),
    );
  let proofs = Math.max(FEWEST_PROOFS, RULES_IN_PROOFS / policy.rules.length);
  for (const [index, rule] of policy.rules.entries()) {
    if ((index <= star && star > 0) || isPlainlyUseful(policy, index)) continue;
    proofs -= 1;
    const finding = proofs < 0 ? unproved(linted, index) : lintRule(linted, rule, index);
    if (finding !== undefined) findings.push(finding);
    if (finding?.code === 'unproved-policy') break;
  }
  return findings;
}

/** Most rules show at once that they decide, and something else than the rules above them. */
function isPlainlyUseful(policy: Policy, index: number): boolean {
  const rule = policy.rules[index];
  if (rule === undefined) return true;
  return ['', 'x', 'x/y'].some((star) => {
    const sample = sampleOf(rule.pattern, star);
    const matching = isSubject(policy.tool, sample) ? matchingRules(policy, sample) : [];
    const before = matching.at(-2);
    const otherwise = before === undefined ? policy.intent : policy.rules[before]?.action;
    return matching.at(-1) === index && otherwise !== rule.action;
  });
}

function lintRule(linted: Linted, rule: Rule, index: number): Finding | undefined {
  const { policy } = linted;
  const { tool } = policy;
  const shown = showRule(rule);
  const without = comparePolicies(tool, policy, { ...policy, rules: policy.rules.toSpliced(index, 1) });
  if (isUnproved(without)) return unproved(linted, index);
  if (without.length > 0) return undefined;
  if (!matchesAnything(policy, rule)) return ruleFinding('rule-never-matches', linted, index, { rule: shown, tool });
  const decides = whereItDecides(policy, rule, index);
  const lost = decides.length > 0 ? [] : whereItIsLost(policy, rule, index);
  if (isUnproved([...decides, ...lost])) return unproved(linted, index);
  const same = policy.rules.findLast((other, at) => at > index && isSamePattern(rule, other, tool));
  if (same !== undefined && same.action !== rule.action)
    return ruleFinding('contradictory-rules', linted, index, { rule: shown, other: showRule(same) });
  const [first] = lost;
  if (first === undefined) return ruleFinding('idle-rule', linted, index, { rule: shown });
  const witness = first.witness ?? '';
  const decider = policy.rules[decidePolicy(policy, witness).rule ?? -1] ?? policy.rules.at(-1);
  const parameters = { rule: shown, other: showRule(decider), witness: quote(witness), decision: String(first.old) };
  return ruleFinding('shadowed-rule', linted, index, parameters, witness);
}

function unproved(linted: Linted, index: number): Finding {
  return ruleFinding('unproved-policy', linted, index, { tool: quote(linted.policy.tool) });
}

function matchesAnything({ tool }: Policy, { pattern }: Rule): boolean {
  const matching = comparePolicies(tool, { tool, intent: 'allow', rules: [] }, member(tool, pattern));
  return matching.length > 0;
}

/** What it matches and no later rule does. */
function whereItDecides({ tool, rules }: Policy, { pattern }: Rule, index: number): readonly Difference[] {
  const later = rules.slice(index + 1).map((rule): Rule => ({ pattern: rule.pattern, action: 'allow' }));
  const alone = { ...member(tool, pattern), rules: [...member(tool, pattern).rules, ...later] };
  return comparePolicies(tool, { tool, intent: 'allow', rules: [] }, alone);
}

/** What it matches and gets another action than it says: where it would decide if it stood last. */
function whereItIsLost(policy: Policy, rule: Rule, index: number): readonly Difference[] {
  return comparePolicies(policy.tool, policy, { ...policy, rules: [...policy.rules.toSpliced(index, 1), rule] });
}

function member(tool: string, pattern: string): Policy {
  return { tool, intent: 'allow', rules: [{ pattern, action: 'deny' }] };
}

function isSamePattern(a: Rule, b: Rule, tool: string): boolean {
  return printPattern(parsePattern(a.pattern, tool)) === printPattern(parsePattern(b.pattern, tool));
}

function isUnproved(differences: readonly Difference[]): boolean {
  return differences.some(({ kind, witness }) => kind === 'unproved' && witness === null);
}

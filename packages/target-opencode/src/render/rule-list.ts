import { arePoliciesEqual, intersectPatterns, isStricter, type Action, type Policy, type Rule } from '@canonry/core';
import { rulesBehind } from './rules-behind.js';
import { coveringPattern, isSpeakable } from './spell-pattern.js';

/** Rules of which the last match decides; the first one matches everything. */
export type RuleList = readonly Rule[];

export function listOf(action: Action): RuleList {
  return [{ pattern: '*', action }];
}

/** The same as a policy of ours. */
export function policyOfList(tool: string, list: RuleList): Policy {
  return { tool, intent: list[0]?.action ?? 'deny', rules: list.slice(1) };
}

/** Adds a rule behind all others; one that OpenCode reads otherwise holds at least where it should. */
export function addRule(list: RuleList, { pattern, action }: Rule, tool: string): RuleList {
  if (isUniversal(pattern)) return listOf(action);
  if (isSpeakable(pattern, tool)) return [...list, { pattern, action }];
  return atLeast(list, [pattern], action, tool);
}

/**
 * The same rules, but where one of the patterns matches, nowhere more permissive than the action.
 *
 * The patterns go where every rule behind them is at least as strict: none of those opens them again. What was stricter
 * in front of them is said again of what both match. So for a text that one of them matches: if a rule behind them
 * matches too, it decides as before, and is strict enough; else the pattern decides, or a stricter rule that decided or
 * at least matched before. For every other text nothing changes.
 */
export function atLeast(list: RuleList, wanted: readonly string[], action: Action, tool: string): RuleList {
  const patterns = wanted.map((pattern) => (isSpeakable(pattern, tool) ? pattern : coveringPattern(pattern)));
  const looser = list.findLastIndex((rule) => isStricter(action, rule.action));
  if (looser === -1 || patterns.length === 0) return list;
  const next = list.findIndex((rule, index) => index > looser && isStricter(rule.action, action));
  const slot = next === -1 ? list.length : next;
  const front = list.slice(0, slot);
  const repeated = front
    .filter((rule) => isStricter(rule.action, action))
    .flatMap((rule) => patterns.flatMap((pattern) => both(rule, pattern, tool)));
  return [...front, ...patterns.map((pattern) => ({ pattern, action })), ...repeated, ...list.slice(slot)];
}

/** `atLeast` for each pattern that makes a difference, to texts that begin in some way if that is all it is about. */
export function atLeastWhereNeeded(
  list: RuleList,
  patterns: readonly string[],
  action: Action,
  tool: string,
  start = '',
): RuleList {
  const policy = (rules: RuleList): Policy => policyOfList(tool, rulesBehind(rules, start));
  return patterns.reduce((result, pattern) => {
    const closed = atLeast(result, [pattern], action, tool);
    return arePoliciesEqual(tool, policy(result), policy(closed)) ? result : closed;
  }, list);
}

/** The list as a mapping can hold it: `*` first, no pattern twice. What goes could not decide. */
export function settle(list: RuleList): RuleList {
  const start = list.findLastIndex(({ pattern }) => isUniversal(pattern));
  const [first, ...others] = list.slice(start);
  const kept = others.filter(
    ({ pattern }, index) => others.findLastIndex((rule) => rule.pattern === pattern) === index,
  );
  return [...listOf(first?.action ?? 'deny'), ...kept];
}

export function isUniversal(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

/** What a rule and a pattern both match, or all that the pattern does. */
function both(rule: Rule, pattern: string, tool: string): readonly Rule[] {
  const common = intersectPatterns(rule.pattern, pattern, tool);
  const isSayable = common?.every((one) => isSpeakable(one, tool)) === true;
  return (isSayable ? common : [pattern]).map((one) => ({ pattern: one, action: rule.action }));
}

import { findingOf, isStricter, quote, strictest, type Action, type Finding, type Rule } from '@canonry/core';
import type { RuleWhere } from './harness-rule.js';

/** A rule of OpenCode for one tool, and what decides where it does not match. */
export interface RuleToSay {
  readonly tool: string;
  readonly pattern: string;
  readonly action: Action;
  /** What decides where it does not match: the intent, as a rule for everything, and the rules above it. */
  readonly above: readonly Rule[];
  readonly where: RuleWhere;
  /** The project inside its Git work tree. */
  readonly pathPrefix: string;
}

/** The rules of canonry that together are never more permissive than the one of OpenCode. */
export interface Said {
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
}

export function sayAsItIs({ pattern, action }: Pick<RuleToSay, 'pattern' | 'action'>): Said {
  return { rules: [{ pattern, action }], findings: [] };
}

/** A rule that OpenCode never applies, and that would permit something here, or mean nothing. */
export function leaveOut(rule: RuleToSay, reason: string): Said {
  const advice = 'nothing has to be done: it is left out';
  const parameters = { rule: showRule(rule), reason, advice, harness: 'OpenCode' };
  return { rules: [], findings: [findingOf('import-no-effect', { ...rule.where, tool: rule.tool }, parameters)] };
}

/** The same rule, which holds more here than it did, or more rules beside it. */
export function holdMore(rule: RuleToSay, rules: readonly Rule[], reason: string, instead: string): Said {
  const parameters = { rule: showRule(rule), reason, instead };
  return { rules, findings: [findingOf('import-stricter', { ...rule.where, tool: rule.tool }, parameters)] };
}

/**
 * Where no rule matches exactly what the one of OpenCode matches: nothing if what stands above it is as strict anyway, else a
 * denial of more, with a star in place of each stretch that means something else here.
 */
export function sayStricter(rule: RuleToSay, otherwise: RegExp, reason: string): Said {
  if (!isLaxerAbove(rule)) return holdMore(rule, [], reason, 'left out, so that what stands above it holds');
  const wider = { pattern: rule.pattern.replaceAll(otherwise, '*'), action: 'deny' } as const;
  return holdMore(rule, [wider], reason, quote(`${wider.pattern}:deny`));
}

export function showRule({ tool, pattern, action }: Pick<RuleToSay, 'tool' | 'pattern' | 'action'>): string {
  return `${tool} ${quote(`${pattern}:${action}`)}`;
}

/** True if without this rule something would be permitted that it does not permit. */
export function isLaxerAbove({ action, above }: RuleToSay): boolean {
  return above.some((other) => isStricter(action, other.action));
}

/** True if with this rule something is permitted that would not be without it. */
export function isStricterAbove({ action, above }: RuleToSay): boolean {
  return above.some((other) => isStricter(other.action, action));
}

export function strictestSoFar({ action, above }: RuleToSay): Action {
  return strictest([action, ...above.map((rule) => rule.action)]);
}

import type { Action, Policy } from '../agent.js';
import { matcherOf, type Matcher } from './matcher.js';
import { strictest } from './strictness.js';
import { homePrefix, isPathTool, parsePattern } from './pattern.js';
import { remembered } from './remembered.js';

/** An action, and the index of the rule that made it; without one, the intent did. */
export interface PolicyDecision {
  readonly action: Action;
  readonly rule?: number;
  /** True if the search was given up: this is the strictest decision that the policy knows. */
  readonly isUnproved?: boolean;
}

/** What holds where nothing could be proved. */
export function strictestOfAll({ intent, rules }: Policy): PolicyDecision {
  const action = strictest([intent, ...rules.map((rule) => rule.action)]);
  const rule = rules.findLastIndex((candidate) => candidate.action === action);
  return action === intent ? { action, isUnproved: true } : { action, rule, isUnproved: true };
}

/** What the last matching rule says about a text that is not below home, else the intent. */
export function decidePolicy(policy: Policy, text: string): PolicyDecision {
  const rule = matchersOf(policy).findLastIndex((matches) => matches(text));
  const action = policy.rules[rule]?.action;
  return action === undefined ? { action: policy.intent } : { action, rule };
}

/** The indices of all rules that match a text, in order: the last one decides. */
export function matchingRules(policy: Policy, text: string): readonly number[] {
  return matchersOf(policy).flatMap((matches, index) => (matches(text) ? [index] : []));
}

/** As many of them as are asked for, the one that decides first. */
export function lastMatchingRules(policy: Policy, text: string, count: number): readonly number[] {
  const matchers = matchersOf(policy);
  const found: number[] = [];
  for (let index = matchers.length - 1; index >= 0 && found.length < count; index -= 1)
    if (matchers[index]?.(text) === true) found.push(index);
  return found;
}

/** True if some rule of this policy is about the home directory. */
export function mentionsHome({ tool, rules }: Policy): boolean {
  return isPathTool(tool) && rules.some(({ pattern }) => homePrefix(pattern) !== '');
}

/** The same policy where the home directory is known: `~/p` is spelled out. */
export function atHome(policy: Policy, home: string): Policy {
  if (!mentionsHome(policy)) return policy;
  const known = spelledOut.get(policy);
  if (known?.home === home) return known.policy;
  const rules = policy.rules.map(({ pattern, action }) => ({ pattern: expandHome(pattern, home), action }));
  const result = { ...policy, rules };
  spelledOut.set(policy, { home, policy: result });
  return result;
}

export function expandHome(path: string, home: string): string {
  const prefix = homePrefix(path);
  return prefix === '' ? path : home + path.slice(prefix.length);
}

const spelledOut = new WeakMap<Policy, { readonly home: string; readonly policy: Policy }>();
const compiled = new WeakMap<Policy, readonly Matcher[]>();
const matcherFor = remembered<Matcher>();

function compile(text: string, tool: string): Matcher {
  const pattern = parsePattern(text, tool);
  return pattern.isHome ? () => false : matcherOf(pattern);
}

function matchersOf(policy: Policy): readonly Matcher[] {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const { tool, rules } = policy;
  const matchers = rules.map(({ pattern }) =>
    matcherFor(`${isPathTool(tool)} ${pattern}`, () => compile(pattern, tool)),
  );
  compiled.set(policy, matchers);
  return matchers;
}

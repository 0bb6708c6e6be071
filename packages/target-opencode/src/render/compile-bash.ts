import { intersectPatterns, isStricter, type Action, type Policy, type Rule } from '@canonry/core';
import { addRule, atLeastWhereNeeded, listOf, settle, type RuleList } from './rule-list.js';

/**
 * OpenCode compares rules with the raw text of a command: with the assignments before its words, and its redirects. What
 * these could hide from a rule is closed:
 *
 * - `A W`, words behind assignments, must be as strict as `W`. If a rule that is stricter than the intent decides `W`, its
 *   pattern is said of what stands behind a `=` too. Otherwise `W` is at most as strict as the intent, and only a looser
 *   rule that can begin with an assignment could decide `A W`: where it does, the intent holds.
 * - `W R`, words before redirects: a rule that holds something back is said of what continues with `>` or `<` too, unless it
 *   matches that itself and no looser rule below it could match it without `W`. If the intent decides `W`, only a looser rule
 *   with a wildcard inside, or one like `cat 2*`, could decide `W R`: where it does, the intent holds.
 * - A redirect is as strict as `redirectRules` says.
 */
export function compileBash(policy: Policy, redirects: readonly Rule[]): RuleList {
  let list = policy.rules.reduce((result, rule) => addRule(result, rule, 'bash'), listOf(policy.intent));
  const [{ action: intent } = { action: policy.intent }, ...rules] = list;
  const add = (patterns: readonly string[], action: Action): void => {
    list = atLeastWhereNeeded(list, patterns, action, 'bash');
  };
  for (const { pattern, action } of rules)
    if (isStricter(intent, action)) {
      if (mayBeginWithAssignment(pattern)) add(common(pattern, '*=* ?*'), intent);
      if (mayHoldRedirect(pattern)) add([...common(pattern, '*>*'), ...common(pattern, '*<*')], intent);
    }
  for (const strict of ['ask', 'deny'] as const) {
    for (const [index, { pattern, action }] of rules.entries()) {
      if (action !== strict) continue;
      const followed = isMissed(rules, index) ? followedByRedirect(pattern) : [];
      const behind = isStricter(action, intent) ? [pattern, ...followed].map((one) => `*=* ${one}`) : [];
      add([...behind, ...followed], action);
    }
    for (const { pattern, action } of redirects) if (action === strict) add([pattern], action);
  }
  return settle(list);
}

/** True if the first word can hold a `=`. */
function mayBeginWithAssignment(pattern: string): boolean {
  return /^[^ ]*[*=?]/.test(pattern);
}

/** True if it can match a redirect, or the beginning of one, and what follows without matching what stands before. */
function mayHoldRedirect(pattern: string): boolean {
  const words = pattern.replace(/ \*$/, '');
  // A last ` *` may be missing, so a redirect is behind words that match.
  if (words !== pattern) return /[*?<>]|\s$/.test(words);
  const start = pattern.replace(/\*+$/, '');
  return /[*?<>]/.test(start) || (start !== pattern && mayEndInRedirect(start));
}

/** True if the last letters, or the blank, can belong to a redirect: ` >`, `2>`, `&>`, `{fd}>`. */
function mayEndInRedirect(start: string): boolean {
  return /&$|(?:^|\s)(?:\d*|\{\S*)$/.test(start);
}

/** True if a redirect behind the words can take a command from this rule. */
function isMissed(rules: RuleList, index: number): boolean {
  const { pattern = '', action = 'allow' } = rules[index] ?? {};
  const later = rules.slice(index + 1).filter((rule) => isStricter(action, rule.action));
  return !pattern.endsWith('*') || later.some((rule) => mayHoldRedirect(rule.pattern));
}

function followedByRedirect(pattern: string): readonly string[] {
  return ['>', '<'].map((sign) => `${pattern.replace(/\*+$/, '')}*${sign}*`);
}

function common(pattern: string, other: string): readonly string[] {
  return intersectPatterns(pattern, other, 'bash') ?? [other];
}

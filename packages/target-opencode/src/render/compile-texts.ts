import type { Policy } from '@canonry/core';
import { addRule, listOf, settle, type RuleList } from './rule-list.js';

/** A policy about names, globs or expressions: OpenCode asks about the same text. */
export function compileTexts(policy: Policy): RuleList {
  return settle(policy.rules.reduce((list, rule) => addRule(list, rule, policy.tool), listOf(policy.intent)));
}

import { mayWiden, type Difference } from '@canonry/core';
import type { RuleList } from './rule-list.js';

/** A policy in OpenCode's words. */
export interface Compiled {
  readonly list: RuleList;
  /** How it differs from the policy on our subjects. */
  readonly differences: readonly Difference[];
}

/** True if it is proved to be nowhere more permissive than the policy. */
export function isSafe({ differences }: Compiled): boolean {
  return differences.every(({ kind, old, new: now }) => kind !== 'widened' && old !== null && !mayWiden(old, now));
}

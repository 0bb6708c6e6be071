import { ACTIONS, type HarnessDecision } from '@canonry/core';
import { owned as ownedCases } from './owned-cases.js';

/**
 * Of several ways to the same end, the one that is permitted most. Of those that are alike, one in which Claude Code is
 * stricter by itself says why; else one that the files decide, because they answer for it whatever Claude Code owns.
 */
export function laxest(answers: readonly HarnessDecision[]): HarnessDecision {
  const most = ACTIONS.find((action) => answers.some(({ decision }) => decision === action));
  const alike = answers.filter(({ decision }) => decision === most);
  const stricter = alike.find(({ owned }) => owned !== undefined && NARROWING.has(owned));
  return stricter ?? alike.find(({ owned }) => owned === undefined) ?? alike[0] ?? { decision: 'deny' };
}

const NARROWING: ReadonlySet<string> = new Set(ownedCases.filter(({ narrows }) => narrows).map(({ code }) => code));

import { ACTIONS, type HarnessDecision } from '@canonry/core';

/**
 * Of several ways to the same end, the one that is permitted most. Where a tool that is withheld and one that Claude Code
 * keeps back say the same, it is Claude Code that decides.
 */
export function laxest(answers: readonly HarnessDecision[]): HarnessDecision {
  const most = ACTIONS.find((action) => answers.some(({ decision }) => decision === action));
  const alike = answers.filter(({ decision }) => decision === most);
  return alike.find(({ owned }) => owned !== undefined) ?? alike[0] ?? { decision: 'deny' };
}

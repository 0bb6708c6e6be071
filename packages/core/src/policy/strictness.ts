import { ACTIONS, type Action } from '../agent.js';

/** What a policy says: an action, or null where nothing is specified and the harness decides. */
export type Decision = Action | null;

export function stricter(a: Action, b: Action): Action {
  return isStricter(a, b) ? a : b;
}

/** True if `a` holds back more than `b`. */
export function isStricter(a: Action, b: Action): boolean {
  return ACTIONS.indexOf(a) > ACTIONS.indexOf(b);
}

export function strictest(actions: Iterable<Action>): Action {
  let result: Action = 'allow';
  for (const action of actions) result = stricter(result, action);
  return result;
}

/**
 * True if going from one decision to the other may let an agent do more. What a harness does where nothing is specified
 * is unknown here, so only what was allowed before, or is denied now, cannot become more.
 */
export function mayWiden(from: Decision, to: Decision): boolean {
  if (from === to) return false;
  if (from === null) return to !== 'deny';
  if (to === null) return from !== 'allow';
  return isStricter(from, to);
}

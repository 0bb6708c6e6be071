import type { Action, Question } from '@canonry/core';
import { callFor } from './calls.js';
import type { Seen, Session } from './session.js';
import type { Call } from './model.js';

/** Words with which the guard refuses; no file of the tests holds them. */
const REFUSED = /^(?:\S+ must not use|\S+ must ask before|canonry|The person said no)/;

/** What the real program decides about a call. The person says yes, so that all that is asked is seen. */
export async function decideCall(session: Session, call: Call): Promise<Action> {
  return decisionOf(await session.say([[call]]), call);
}

function decisionOf({ turn, asked }: Seen, { tool }: Call): Action {
  if (!turn.offered.includes(tool)) return 'deny';
  if (asked.length > 0) return 'ask';
  return REFUSED.test(turn.results[0] ?? '') ? 'deny' : 'allow';
}

export interface Judged {
  readonly question: Question;
  readonly real: Action;
}

/** Puts questions to the real program, one after the other; those that cannot be put are left out. */
export async function judge(session: Session, questions: readonly Question[]): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const question of questions) {
    const call = callFor(question);
    if (call !== undefined) judged.push({ question, real: await decideCall(session, call) });
  }
  return judged;
}

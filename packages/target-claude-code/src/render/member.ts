import type { Action, Agent } from '@canonry/core';
import type { Levers } from './levers.js';

/** One of the agents that share the settings. */
export interface Member {
  readonly agent: Agent;
  /** Tools of ours that its file takes from it, beside those that its definition denies as a whole. */
  readonly withheld: ReadonlySet<string>;
  readonly mode?: Levers['mode'];
}

/** What happens to what no rule is about, where Claude Code would ask. */
export function unlisted({ mode }: Member): Action {
  return mode === 'dontAsk' ? 'deny' : 'ask';
}

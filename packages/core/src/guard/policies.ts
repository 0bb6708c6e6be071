import type { Policy } from '../agent.js';

/** What a guard knows about the agents that it guards. */
export interface GuardPolicies {
  readonly kind: 'policies';
  /** Nobody is there to answer: every ask is a deny. */
  readonly unattended: boolean;
  /** In the order of their names. */
  readonly agents: readonly GuardedAgent[];
}

export interface GuardedAgent {
  readonly name: string;
  /** After so many turns the agent is to be stopped. */
  readonly maxTurns?: number;
  readonly permissions: readonly Policy[];
}

/** `broken`: there are no policies that could be trusted, so everything is denied. */
export type LoadedPolicies = GuardPolicies | { readonly kind: 'broken'; readonly reason: string };

/** The first keys of the document. A guard refuses every other version: what it does not know could hold something back. */
export const FORMAT = 'canonry-policies';
export const VERSION = 1;

/** How many turns an agent may take, if its definition says so. */
export function maxTurnsOf(policies: LoadedPolicies, agent: string): number | undefined {
  if (policies.kind === 'broken') return undefined;
  return policies.agents.find(({ name }) => name === agent)?.maxTurns;
}

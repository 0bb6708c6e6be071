import { decide, isStricter, type Action, type Agent } from '@canonry/core';

/** The strictest that a tool ever comes to, over all subjects. Null: nothing is specified. */
export function strictestDecision(agent: Agent, tool: string): Action | null {
  return decide(agent, tool, [{ kind: 'any' }]).decision;
}

/** The same of two tools that are asked together. One of which nothing is specified takes no part. */
export function strictestTogether(agent: Agent, tool: string, other: string): Action | null {
  const [a, b] = [strictestDecision(agent, tool), strictestDecision(agent, other)];
  if (a === null || b === null) return a ?? b;
  return isStricter(a, b) ? a : b;
}

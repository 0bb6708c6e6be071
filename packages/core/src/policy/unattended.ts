import type { Action, Agent } from '../agent.js';

/** The same agent where nobody is there to answer: every ask is a deny, and nothing else changes. */
export function unattended(agent: Agent): Agent {
  const permissions = agent.permissions.map(({ tool, intent, rules }) => ({
    tool,
    intent: withoutAsk(intent),
    rules: rules.map(({ pattern, action }) => ({ pattern, action: withoutAsk(action) })),
  }));
  return { ...agent, permissions };
}

/** A deny stands where an ask stood, so the strictest of several decisions is still the strictest of them. */
function withoutAsk(action: Action): Action {
  return action === 'ask' ? 'deny' : action;
}

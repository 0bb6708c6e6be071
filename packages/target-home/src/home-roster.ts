import { unattended, type Account, type Agent, type Roster } from '@canonry/core';

/** What is in the home of one account: its agents, which ask nobody there, and what they refer to. */
export function homeRoster({ name: own, agents: names }: Pick<Account, 'name' | 'agents'>, roster: Roster): Roster {
  const agents = roster.agents
    .filter(({ name }) => names.includes(name))
    .map((agent) => (agent.name === own ? asMain(unattended(agent)) : unattended(agent)));
  const isNamed =
    (kind: 'skills' | 'rules' | 'context') =>
    ({ name }: { readonly name: string }): boolean =>
      agents.some((agent) => agent[kind].includes(name));
  return {
    ...roster,
    agents,
    skills: roster.skills.filter(isNamed('skills')),
    rules: roster.rules.filter(isNamed('rules')),
    context: roster.context.filter(isNamed('context')),
  };
}

/** Whoever has a home is at work there by itself. A harness that knew it for a subagent only would work as nobody. */
function asMain(agent: Agent): Agent {
  return agent.mode === 'subagent' ? { ...agent, mode: 'all' } : agent;
}

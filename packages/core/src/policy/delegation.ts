import type { Agent } from '../agent.js';
import { compareTool, toolsOf } from './compare-agents.js';
import type { Difference } from './compare-policies.js';
import { decide } from './decide.js';

/** An agent that another one can start, directly or through others. */
export interface Reached {
  readonly agent: Agent;
  /** The names from the first agent to this one. */
  readonly path: readonly string[];
}

/** More than an agent may do itself, in reach through others. */
export interface WidenedByDelegation {
  readonly agent: Agent;
  readonly tool: string;
  readonly path: readonly string[];
  readonly difference: Difference;
}

/** All agents that this one can start, by the shortest way. Being asked first is a way; so is a harness left to itself. */
export function reachedFrom(agent: Agent, agents: readonly Agent[]): readonly Reached[] {
  const reached: Reached[] = [{ agent, path: [agent.name] }];
  const known = new Set([agent.name]);
  for (let index = 0; index < reached.length; index += 1) {
    const from = reached[index];
    for (const next of from === undefined ? [] : agents) {
      if (from === undefined || known.has(next.name) || decide(from.agent, 'task', next.name).decision === 'deny')
        continue;
      known.add(next.name);
      reached.push({ agent: next, path: [...from.path, next.name] });
    }
  }
  return reached.slice(1);
}

/** For each agent and tool the first agent in reach that may do more, with the subject that shows it. */
export function findWidenedByDelegation(agents: readonly Agent[]): readonly WidenedByDelegation[] {
  const known = new Map<string, Difference | undefined>();
  return agents.flatMap((agent) => {
    const reached = reachedFrom(agent, agents);
    const tools = toolsOf([agent, ...reached.map((one) => one.agent)]).filter((tool) => tool !== 'task');
    return tools.flatMap((tool): WidenedByDelegation[] => {
      for (const { agent: other, path } of reached) {
        const key = JSON.stringify([tool, agent.permissions, other.permissions]);
        if (!known.has(key)) known.set(key, firstWidened(agent, other, tool));
        const difference = known.get(key);
        if (difference !== undefined) return [{ agent, tool, path, difference }];
      }
      return [];
    });
  });
}

function firstWidened(agent: Agent, other: Agent, tool: string): Difference | undefined {
  const { differences } = compareTool(agent, other, tool);
  return differences.find(({ kind }) => kind === 'widened') ?? differences.find(({ kind }) => kind === 'unproved');
}

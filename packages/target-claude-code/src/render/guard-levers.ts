import { decide, TOOLS, type Agent } from '@canonry/core';
import type { Levers } from './levers.js';
import { OTHER_TOOLS, THEIR_TOOLS, theirTools } from './tool-names.js';

/** Tools that search files: offered only to agents that name them and that have no Bash. */
const SEARCH = ['glob', 'grep'] as const;

/** Beside the guard, only tools that are denied as a whole are taken away: they are out of sight, with and without hooks. */
export function guardLevers(agent: Agent): Levers {
  const servers = agent.permissions.map(({ tool }) => tool).filter((tool) => tool.startsWith('mcp__'));
  const ours = [...TOOLS.filter((tool) => THEIR_TOOLS.has(tool)), ...servers];
  const disallowed = ours.filter((tool) => isNever(agent, tool)).flatMap(theirTools);
  const star = agent.permissions.find(({ tool }) => tool === '*')?.intent;
  const needsNames = isNever(agent, 'bash') && SEARCH.some((tool) => isSaid(agent, tool) && !isNever(agent, tool));
  if (star !== 'deny' && !needsNames) return { disallowed: isServerCut(agent, disallowed) };
  // To name a tool that searches is to offer it.
  const isOffered = (tool: string): boolean => !SEARCH.some((one) => one === tool) || isSaid(agent, tool);
  const named = ours.filter((tool) => !isNever(agent, tool) && isOffered(tool)).flatMap(theirTools);
  const others = star === 'deny' ? [] : OTHER_TOOLS;
  // A server whose tools are named stands for all of them.
  const cut = disallowed.filter((tool) => named.some((one) => tool.startsWith(`${one}__`)));
  return { tools: [...named, ...others], disallowed: cut };
}

/** A server that is denied is not taken away where one of its tools is not. */
function isServerCut(agent: Agent, disallowed: readonly string[]): readonly string[] {
  const isOpen = (server: string): boolean =>
    agent.permissions.some(({ tool }) => tool.startsWith(`${server}__`) && !isNever(agent, tool));
  return disallowed.filter((tool) => !tool.startsWith('mcp__') || !isOpen(tool));
}

function isNever(agent: Agent, tool: string): boolean {
  const policy = agent.permissions.find((one) => one.tool === tool);
  if (policy === undefined) return decide(agent, tool, '').decision === 'deny';
  return [policy.intent, ...policy.rules.map(({ action }) => action)].every((action) => action === 'deny');
}

function isSaid(agent: Agent, tool: string): boolean {
  return decide(agent, tool, '').decision !== null;
}

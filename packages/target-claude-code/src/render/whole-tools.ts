import { decide, TOOLS, type Agent } from '@canonry/core';
import type { Levers } from './levers.js';
import { OTHER_TOOLS, THEIR_TOOLS, theirTools } from './tool-names.js';

/** Tools that search files: they are offered only to agents that name them and that have no Bash. */
const SEARCH = ['glob', 'grep'] as const;

/**
 * The tools that an agent has. It keeps what its definition says nothing about, unless that is denied as a whole (`*`); then,
 * and where it needs the tools that are only there for who names them, all that it has is named.
 */
export function leversOf(agent: Agent, withheld: ReadonlySet<string> = new Set()): Levers {
  const isWithheld = (tool: string): boolean => withheld.has(tool) || isNever(agent, tool);
  const servers = agent.permissions.map(({ tool }) => tool).filter((tool) => tool.startsWith('mcp__'));
  const ours = [...TOOLS.filter((tool) => THEIR_TOOLS.has(tool)), ...servers];
  const disallowed = ours.filter(isWithheld).flatMap(theirTools);
  const star = agent.permissions.find(({ tool }) => tool === '*')?.intent;
  const searches = SEARCH.some((tool) => isSpecified(agent, tool) && !isWithheld(tool));
  if (star !== 'deny' && !(searches && isWithheld('bash')))
    return { disallowed: [...disallowed, ...(star === 'ask' ? OTHER_TOOLS : [])] };
  const named = ours.filter((tool) => !isWithheld(tool)).flatMap(theirTools);
  const others = star === undefined || star === 'allow' ? OTHER_TOOLS : [];
  return {
    tools: [...named, ...others],
    // A server whose tools are named stands for all of them.
    disallowed: disallowed.filter((tool) => named.some((one) => tool.startsWith(`${one}__`))),
  };
}

/** True if the agent has something to do with a tool of ours. */
export function mayUse({ tools, disallowed }: Levers, tool: string): boolean {
  return theirTools(tool).some((name) => tools?.includes(name) !== false && !disallowed.includes(name));
}

/** True if the definition denies every subject. */
function isNever(agent: Agent, tool: string): boolean {
  const policy = agent.permissions.find((one) => one.tool === tool);
  if (policy === undefined) return decide(agent, tool, '').decision === 'deny';
  return [policy.intent, ...policy.rules.map(({ action }) => action)].every((action) => action === 'deny');
}

function isSpecified(agent: Agent, tool: string): boolean {
  return decide(agent, tool, '').decision !== null;
}

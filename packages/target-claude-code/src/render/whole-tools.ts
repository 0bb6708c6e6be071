import { TOOLS, type Agent, type Policy } from '@canonry/core';
import type { Levers } from './levers.js';
import type { Member } from './member.js';
import { actionsOf, hasBorders, holds, specified } from './policies.js';
import { isServer, OTHER_TOOLS, RESOURCES, THEIR_TOOLS, theirTools } from './tool-names.js';

/** Tools that search files: they are offered only to agents that name them and that have no Bash. */
export const SEARCH: readonly string[] = ['glob', 'grep'];

/**
 * The tools that an agent has. It keeps what its definition says nothing about, unless that is denied as a whole (`*`); then,
 * and where it needs the tools that are only there for who names them, all that it has is named.
 */
export function leversOf(member: Member): Levers {
  const { agent, mode } = member;
  const servers = agent.permissions.map(({ tool }) => tool).filter((tool) => tool.startsWith('mcp__'));
  const ours = [...TOOLS.filter((tool) => THEIR_TOOLS.has(tool)), ...servers];
  const withheld = ours.filter((tool) => !holds(member, tool));
  const disallowed = withheld.flatMap(theirTools);
  const star = specified(agent, '*')?.intent;
  const searches = SEARCH.some((tool) => specified(agent, tool) !== null && !withheld.includes(tool));
  const others = mode === undefined ? {} : { mode };
  if (star !== 'deny' && !(searches && withheld.includes('bash')))
    return {
      disallowed: [...disallowed, ...(star === 'ask' ? [...OTHER_TOOLS, ...RESOURCES] : unheldTools(agent))],
      ...others,
    };
  const apart = new Set(worktreeTools(agent));
  // To name a tool that searches is to offer it.
  const isOffered = (tool: string): boolean => !SEARCH.includes(tool) || specified(agent, tool) !== null;
  const named = ours.filter((tool) => !withheld.includes(tool) && isOffered(tool)).flatMap(theirTools);
  return {
    tools: [
      ...named,
      ...(star === undefined || star === 'allow' ? OTHER_TOOLS.filter((tool) => !apart.has(tool)) : []),
    ],
    // A server whose tools are named stands for all of them.
    disallowed: disallowed.filter((tool) => named.some((one) => tool.startsWith(`${one}__`))),
    ...others,
  };
}

/** Tools by which an agent would come to what it is denied or has to ask about. */
function unheldTools(agent: Agent): readonly string[] {
  return [...worktreeTools(agent), ...resourceTools(agent)];
}

/** They read from every server: who has to ask about one, or is denied it, goes without them. */
function resourceTools({ permissions }: Agent): readonly string[] {
  const isHeld = permissions.some(({ tool, intent }) => isServer(tool) && intent !== 'allow');
  return isHeld ? RESOURCES : [];
}

/** In a worktree, what is denied in the project itself would only be asked about: who is denied files stays out of them. */
function worktreeTools(agent: Agent): readonly string[] {
  const isDenied = (tool: string): boolean =>
    hasBorders(agent, tool) && actionsOf(specified(agent, tool) ?? NOTHING).includes('deny');
  return ['read', 'edit'].some(isDenied) ? ['EnterWorktree'] : [];
}

const NOTHING: Policy = { tool: '*', intent: 'ask', rules: [] };

/** True if the agent has something to do with a tool of ours. */
export function mayUse({ tools, disallowed }: Levers, tool: string): boolean {
  return theirTools(tool).some((name) => (tools === undefined || isNamed(tools, name)) && !isNamed(disallowed, name));
}

/** A server's name stands for its tools. */
function isNamed(names: readonly string[], name: string): boolean {
  return names.some((one) => one === name || (one.startsWith('mcp__') && name.startsWith(`${one}__`)));
}

import type { Agent, Enforcement, Finding } from '@canonry/core';
import { losses } from './losses.js';

const BECAUSE = 'its list of tools has to name each of them; name the tool as mcp__SERVER__TOOL';

/** The file of an agent lists its tools by name, so those of a whole server, or of anybody, are not among them. */
export function narrowedByLists(agent: Agent, enforcement: Enforcement): readonly Finding[] {
  return agent.permissions.flatMap(({ tool, intent }) => {
    const isListed = tool !== '*' && !/^mcp__(?!.+__)/.test(tool);
    if (isListed || intent === 'deny') return [];
    const difference = { kind: 'narrowed', witness: null, old: intent, new: 'deny' } as const;
    return enforcement === 'declarative' && intent === 'ask' ? [] : losses.narrowed(agent, tool, [difference], BECAUSE);
  });
}

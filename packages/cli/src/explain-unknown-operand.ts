import { isTool, nearest, quote, toolLike, type Agent } from '@canonry/core';

/** Why an agent or a tool on the command line is none. */
export function explainUnknownOperand(name: string, tool: string, agents: readonly Agent[]): string | undefined {
  const names = agents.map((agent) => agent.name);
  if (!names.includes(name)) return `there is no agent ${quote(name)}${suggest(nearest(name, names))}`;
  return isTool(tool) ? undefined : `there is no tool ${quote(tool)}${suggest(toolLike(tool))}`;
}

function suggest(guess: string | undefined): string {
  return guess === undefined ? '' : `; did you mean ${guess}?`;
}

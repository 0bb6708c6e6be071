import type { Agent, Enforcement } from '@canonry/core';
import { listedTools } from './tools.js';

interface AgentFileInput {
  readonly model: string | undefined;
  readonly enforcement: Enforcement;
}

interface AgentText {
  readonly text: string;
  /** What stands before the prompt. */
  readonly head: string;
}

/**
 * An agent as the packages read it that bring subagents to Pi. One of them has no YAML parser: every value is one line
 * without escapes, lists are commas, and a key that it does not know (`permission`) would make it take another agent.
 */
export function agentFile(agent: Agent, { model, enforcement }: AgentFileInput): AgentText {
  const tools = [...listedTools(agent, enforcement), ...mcpTools(agent)];
  const keys = [
    ['name', agent.name],
    ['description', `"${plainDescription(agent)}"`],
    ['tools', tools.join(', ')],
    ...(model === undefined ? [] : [['model', model]]),
    ...(agent.maxTurns === undefined ? [] : [['max_turns', String(agent.maxTurns)]]),
    ...(enforcement === 'guard' ? [['subagentOnlyExtensions', '../extensions/canonry-guard.ts']] : []),
  ];
  const front = keys.map(([key, value]) => `${key}: ${value}\n`).join('');
  const head = `---\n${front}---\n`;
  return { head, text: `${head}${agent.prompt}${enforcement === 'guard' ? markFor(agent) : ''}` };
}

/** What no quoting says alike to all of them. */
export function plainDescription({ description }: Agent): string {
  return description.replaceAll('"', "'").replaceAll('\\', '/');
}

export const MARK = '<!-- canonry-agent: ';

/** The guard finds this in the system prompt and knows whom it guards. */
function markFor({ name }: Agent): string {
  return `\n${MARK}${name} -->\n`;
}

/** Those with a name of their own; a list knows no patterns for all tools of a server. */
function mcpTools({ permissions }: Agent): readonly string[] {
  return permissions.flatMap(({ tool, intent }) =>
    /^mcp__.+__/.test(tool) && intent !== 'deny' ? [tool.replaceAll(/[^A-Za-z0-9_]/g, '_')] : [],
  );
}

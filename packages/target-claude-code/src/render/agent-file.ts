import { yamlLines, type Agent, type YamlValue } from '@canonry/core';
import type { Levers } from './levers.js';
import { withFrontMatter } from './with-front-matter.js';

/** What stands in the file of an agent beside what its definition says. */
export interface AgentParts {
  readonly model?: string;
  readonly levers: Levers;
  /** Its hooks, as JSON, which is YAML too. */
  readonly hooks?: string;
}

/** An agent as Claude Code reads it, and the prompt byte for byte. Keys that it does not know would only be warned about. */
export function agentFile(agent: Agent, parts: AgentParts): string {
  const hooks = parts.hooks === undefined ? '' : `hooks: ${parts.hooks}\n`;
  return withFrontMatter(yamlLines(frontMatter(agent, parts)) + hooks, agent.prompt);
}

/** The keys in their order. Lists are written as texts with commas, which is one of the two ways to write them there. */
function frontMatter(agent: Agent, { model, levers }: AgentParts): ReadonlyMap<string, YamlValue> {
  const keys = new Map<string, YamlValue>([
    ['name', agent.name],
    ['description', agent.description],
  ]);
  // Without a value, this key takes all tools away.
  if (levers.tools !== undefined) keys.set('tools', levers.tools.join(', '));
  if (levers.disallowed.length > 0) keys.set('disallowedTools', levers.disallowed.join(', '));
  if (levers.mode !== undefined) keys.set('permissionMode', levers.mode);
  if (model !== undefined) keys.set('model', model);
  if (agent.maxTurns !== undefined) keys.set('maxTurns', agent.maxTurns);
  if (agent.skills.length > 0) keys.set('skills', agent.skills.join(', '));
  return keys;
}

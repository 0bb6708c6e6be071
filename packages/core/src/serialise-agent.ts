import type { Agent, Policy } from './agent.js';
import { tomlArray, tomlKey, tomlString } from './text/toml.js';

/** The agent.toml that `parseAgent` reads as this agent. */
export function serialiseAgent(agent: Omit<Agent, 'prompt' | 'file'>): string {
  const lines = [
    `name = ${tomlString(agent.name)}`,
    ...(agent.displayName === undefined ? [] : [`display_name = ${tomlString(agent.displayName)}`]),
    `description = ${tomlString(agent.description)}`,
    `mode = ${tomlString(agent.mode)}`,
    ...serialiseList('tags', agent.tags),
    ...serialiseList('skills', agent.skills),
    ...serialiseList('rules', agent.rules),
    ...serialiseList('context', agent.context),
    ...(agent.maxTurns === undefined ? [] : [`max_turns = ${agent.maxTurns}`]),
  ];
  return `${[lines.join('\n'), ...agent.permissions.map(serialisePolicy)].join('\n\n')}\n`;
}

function serialisePolicy({ tool, intent, rules }: Policy): string {
  return [
    `[permissions.${tomlKey(tool)}]`,
    `intent = ${tomlString(intent)}`,
    ...serialiseList(
      'rules',
      rules.map(({ pattern, action }) => `${pattern}:${action}`),
    ),
  ].join('\n');
}

function serialiseList(key: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${key} = ${tomlArray(items)}`];
}

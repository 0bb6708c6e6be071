import { yamlLines, type Agent, type YamlMap, type YamlValue } from '@canonry/core';
import type { RuleList } from './rule-list.js';

/**
 * An agent as OpenCode reads it: keys that it knows, and the prompt byte for byte. It sends every other key to the provider
 * of the model, so nothing of ours stands there; `name` would replace the file's.
 */
export function agentFile(agent: Agent, model: string | undefined, permissions: ReadonlyMap<string, RuleList>): string {
  const keys = new Map<string, YamlValue>([
    ['description', agent.description],
    ['mode', agent.mode],
  ]);
  if (model !== undefined) keys.set('model', model);
  if (agent.maxTurns !== undefined) keys.set('steps', agent.maxTurns);
  if (permissions.size > 0) keys.set('permission', permissionValue(permissions));
  return `---\n${yamlLines(keys)}---\n${agent.prompt}`;
}

function permissionValue(permissions: ReadonlyMap<string, RuleList>): YamlMap {
  return new Map([...permissions].map(([key, list]) => [key, ruleValue(list)]));
}

function ruleValue(list: RuleList): YamlValue {
  const [first] = list;
  if (list.length === 1 && first?.pattern === '*') return first.action;
  return new Map(list.map(({ pattern, action }) => [pattern, action]));
}

import type { Agent, Finding, JsonObject, JsonValue } from '@canonry/core';
import { plainPermission } from './plain-permission.js';

export interface PlainAgent {
  readonly key: string;
  readonly members: JsonObject;
  /** About `permission`. */
  readonly findings: readonly Finding[];
}

export interface PlainOptions {
  readonly model?: string | undefined;
  readonly isInline?: boolean | undefined;
  /** Agents' keys in the legacy file by their names. */
  readonly keyOf: ReadonlyMap<string, string>;
}

/** An agent as the legacy file usually says it. */
export function plainAgent(agent: Agent, { model, isInline, keyOf }: PlainOptions): PlainAgent {
  const { permission, findings } = plainPermission(agent, keyOf);
  const members: readonly (readonly [string, JsonValue | undefined])[] = [
    ['description', agent.description.endsWith('.') ? agent.description : `${agent.description}.`],
    ['mode', agent.mode],
    ['model', model],
    ['steps', agent.maxTurns],
    ['prompt', isInline === true ? agent.prompt : `{file:./${promptFileOf(agent.name)}}`],
    ['permission', permission],
  ];
  return {
    key: agent.displayName ?? agent.name,
    members: new Map(members.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))),
    findings,
  };
}

/** Below the configuration directory. */
function promptFileOf(name: string): string {
  return `prompts/${name}.txt`;
}

import type { Action } from '@canonry/core';
import type { Server } from './server.js';

/** An agent as the real program shows it. */
export interface LoadedAgent {
  readonly name: string;
  readonly mode: string;
  readonly description?: string | null;
  readonly native?: boolean;
  readonly prompt?: string | null;
  readonly steps?: number | null;
  readonly model?: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  readonly permission: readonly LoadedRule[];
}

export interface LoadedRule {
  readonly permission: string;
  readonly pattern: string;
  readonly action: Action;
}

/** The agents of a project by name, native ones among them; or why the program refuses to load them. */
export async function loadAgents(
  { url }: Server,
  directory: string,
): Promise<ReadonlyMap<string, LoadedAgent> | string> {
  const response = await fetch(`${url}/agent?directory=${encodeURIComponent(directory)}`, {
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  if (!response.ok) return `${response.status} ${text}`;
  const agents: readonly LoadedAgent[] = JSON.parse(text);
  return new Map(agents.map((agent) => [agent.name, agent]));
}

/** The names of the skills of a project, each as often as it is there. */
export async function loadSkills({ url }: Server, directory: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/skill?directory=${encodeURIComponent(directory)}`, {
    signal: AbortSignal.timeout(60_000),
  });
  const skills: readonly { readonly name: string }[] = JSON.parse(await response.text());
  return skills.map(({ name }) => name).toSorted();
}

/** The agents that do not come along with the program, sorted. */
export function foreignNames(agents: ReadonlyMap<string, LoadedAgent> | string): readonly string[] | string {
  if (typeof agents === 'string') return agents;
  return [...agents.values()].flatMap(({ name, native }) => (native === true ? [] : [name])).toSorted();
}

/** The rules between the defaults and what the program appends. */
export function ownRules({ permission }: LoadedAgent): readonly LoadedRule[] {
  const last = permission.findIndex((rule) => rule.permission === 'read' && rule.pattern === '*.env.example');
  const isAppended = permission.at(-1)?.pattern.endsWith('/tool-output/*') === true;
  return permission.slice(last + 1, isAppended ? -1 : undefined);
}

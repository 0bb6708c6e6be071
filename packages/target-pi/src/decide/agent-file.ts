import type { Place } from './place.js';

/** What packages that start agents take from `agents/NAME.md`. */
export interface AgentFile {
  /** Absent: the tools that Pi offers anyway. */
  readonly tools?: readonly string[];
  /** The prompt. */
  readonly body: string;
}

export function agentFileOf(place: Place, name: string): AgentFile | undefined {
  const text = place.textAt(`agents/${name}.md`)?.replaceAll('\r\n', '\n');
  if (text === undefined) return undefined;
  const [, front, body] = /^---\n([^]*?)\n---\n?([^]*)$/.exec(text) ?? [];
  if (front === undefined || body === undefined) return { body: text };
  const list = /^tools:[ \t]*(.*)$/m.exec(front)?.[1];
  const tools = list
    ?.replace(/^\[(.*)\]$/, '$1')
    .split(',')
    .map((entry) => entry.trim().replace(/^(["'])(.*)\1$/, '$2'));
  const named = tools?.filter((entry) => entry !== '') ?? [];
  return named.length === 0 ? { body } : { body, tools: named };
}

import type { Place } from './place.js';

/** What packages that start agents take from `agents/NAME.md`. */
export interface AgentFile {
  /** Absent: the tools that Pi offers anyway. */
  readonly tools?: readonly string[];
  /** The prompt. */
  readonly body: string;
}

export function agentFileOf(place: Place, name: string): AgentFile | undefined {
  const text = place.textAt(`agents/${name}.md`);
  return text === undefined ? undefined : readAgentFile(text);
}

/** Line by line, as the strictest of them does. */
export function readAgentFile(whole: string): AgentFile {
  const text = whole.replaceAll('\r\n', '\n');
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

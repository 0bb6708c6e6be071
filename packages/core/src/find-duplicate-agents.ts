import { findingOf, type Finding } from './diagnostic.js';
import type { ParsedAgent } from './parse-agent.js';
import { quote } from './text/quote.js';

/** Agents whose name another one has taken before. */
export function findDuplicateAgents(agents: readonly ParsedAgent[]): readonly Finding[] {
  const files = new Map<string, string>();
  return agents.flatMap(({ name, file }) => {
    if (name === undefined) return [];
    const other = files.get(name);
    if (other === undefined) files.set(name, file);
    if (other === undefined) return [];
    const where = { file, agent: name, place: { kind: 'value', path: ['name'] } } as const;
    return [findingOf('duplicate-agent', where, { name: quote(name), file, other })];
  });
}

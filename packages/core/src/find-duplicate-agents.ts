import { findingOf, type Finding } from './diagnostic.js';
import type { ParsedAgent } from './parse-agent.js';
import { quote } from './text/quote.js';
import { NameSchema } from './text-schema.js';

/** Agents whose name another one has: the one in the directory of that name, else the one that was read first. */
export function findDuplicateAgents(agents: readonly ParsedAgent[]): readonly Finding[] {
  const owners = new Map<string, string>();
  for (const agent of [...agents.filter(isOwner), ...agents])
    if (agent.name !== undefined && !owners.has(agent.name)) owners.set(agent.name, agent.file);
  return agents.flatMap(({ name, file }) => {
    const other = name === undefined ? undefined : owners.get(name);
    if (name === undefined || other === undefined || other === file) return [];
    const where = { file, agent: name, place: { kind: 'value', path: ['name'] } } as const;
    const directory = directoryOf(file);
    const isFree = directory !== name && NameSchema.safeParse(directory).success;
    const hint = isFree ? `give this one the name of its directory, ${quote(directory)}` : undefined;
    return [findingOf('duplicate-agent', where, { name: quote(name), file, other }, hint)];
  });
}

function isOwner({ name, file }: ParsedAgent): boolean {
  return directoryOf(file) === name;
}

function directoryOf(file: string): string {
  return file.split('/').at(-2) ?? '';
}

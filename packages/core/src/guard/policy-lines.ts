/** Where a policy stands in the document that guards read: its first line, one-based, and its text. */
export interface PolicyLines {
  readonly line: number;
  readonly text: string;
}

/** The policies of each agent by tool, in a text that `serialisePolicies` wrote. */
export function policyLines(text: string): ReadonlyMap<string, ReadonlyMap<string, PolicyLines>> {
  const agents = new Map<string, Map<string, PolicyLines>>();
  const lines = text.split('\n');
  let policies = new Map<string, PolicyLines>();
  for (const [index, line] of lines.entries()) {
    const agent = valueAt(line, '      "name": ');
    if (agent !== undefined) agents.set(agent, (policies = new Map<string, PolicyLines>()));
    const tool = valueAt(line, '          "tool": ');
    if (tool === undefined) continue;
    policies.set(tool, { line: index + 1, text: lines.slice(index, endOf(lines, index)).join('\n') });
  }
  return agents;
}

/** The line that closes the policy. */
function endOf(lines: readonly string[], start: number): number {
  let end = start;
  while (end < lines.length && lines[end]?.startsWith('        }') !== true) end += 1;
  return end;
}

/** A text behind a key, on a line that `JSON.stringify` made. */
function valueAt(line: string, key: string): string | undefined {
  if (!line.startsWith(key)) return undefined;
  const value: unknown = JSON.parse(line.slice(key.length).replace(/,$/, ''));
  return typeof value === 'string' ? value : undefined;
}

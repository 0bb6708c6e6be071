/** OpenCode's names for tools that have another name here. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['todo', 'todowrite'],
  ['write', 'edit'],
  ['apply_patch', 'edit'],
]);

/** Stands for any tool that nobody names. */
const UNNAMED = '\uFFFF';

/** What a tool may be called in OpenCode: names with `__` in them can be taken apart in more than one way. */
export function toolNames(tool: string): readonly string[] {
  if (tool === '*') return [UNNAMED];
  if (!tool.startsWith('mcp__')) return [NAMES.get(tool) ?? tool];
  const rest = tool.slice('mcp__'.length);
  const splits = [...rest.matchAll(/(?<=.)__(?=.)/gs)].map(({ index }) => [
    rest.slice(0, index),
    rest.slice(index + 2),
  ]);
  // A server on its own stands for any of its tools.
  return (splits.length === 0 ? [[rest, UNNAMED]] : splits).map((parts) => parts.join('_'));
}

import { lossesOf, quote, type Agent, type Difference, type Finding } from '@canonry/core';

export const TARGET = 'opencode';

export const losses = lossesOf(TARGET);

/** Why OpenCode is stricter. */
const BECAUSE: ReadonlyMap<string, string> = new Map([
  ['bash', 'rules meet the raw text of a command, so what redirects and assignments could hide from them is closed'],
  ['read', 'paths are seen from the top of the work tree, so no rule can open a place outside of the project'],
  ['edit', 'paths are seen from the top of the work tree, so no rule can open a place outside of the project'],
  ['external_directory', 'the question is about the directory of a file, never about the file'],
  ['question', 'whether a question may be put is never asked, so only deny holds one back'],
]);

const ANOTHER_SERVER = 'a tool is called SERVER_TOOL there, so it may be one of another server, which is stricter';
const OTHERWISE = 'its pattern would be read otherwise there, so it is said of a little more';

export function narrowedFindings(agent: Agent, tool: string, differences: readonly Difference[]): readonly Finding[] {
  const because = BECAUSE.get(tool) ?? (tool.startsWith('mcp__') ? ANOTHER_SERVER : OTHERWISE);
  return losses.narrowed(agent, tool, differences, because);
}

/** A key that OpenCode would take for one of its own tools. */
export function unheldFinding(agent: Agent, tool: string, key: string): Finding {
  return losses.unenforced(agent, tool, `${tool} is ${quote(key)} there, which is also a name of its own tools`);
}

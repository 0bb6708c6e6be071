import { findingOf, quote, type Agent, type Difference, type Finding, type Place } from '@canonry/core';

export const TARGET = 'opencode';

/** Why OpenCode is stricter. */
const BECAUSE: ReadonlyMap<string, string> = new Map([
  ['bash', 'rules meet the raw text of a command, so what redirects and assignments could hide from them is closed'],
  ['read', 'paths are seen from the top of the work tree, so no rule can open a place outside of the project'],
  ['edit', 'paths are seen from the top of the work tree, so no rule can open a place outside of the project'],
  ['external_directory', 'the question is about the directory of a file, never about the file'],
  ['question', 'whether a question may be put is never asked, so only deny holds one back'],
  ['webfetch', 'this tool takes one action, so it is the strictest'],
  ['websearch', 'this tool takes one action, so it is the strictest'],
]);

const OTHERWISE = 'its pattern would be read otherwise there, so it is said of a little more';

/** One for each pair of decisions, with a subject that shows it. */
export function narrowedFindings(agent: Agent, tool: string, differences: readonly Difference[]): readonly Finding[] {
  return differences
    .filter(({ kind }) => kind === 'narrowed')
    .map(({ witness, old, new: now }) =>
      findingOf(
        'narrowed',
        { ...placeOf(agent, tool), ...(witness === null ? {} : { witness }) },
        {
          target: TARGET,
          agent: agent.name,
          tool,
          what: witness === null ? 'as a whole' : quote(witness),
          old: old ?? 'unspecified',
          new: now ?? 'unspecified',
          because: BECAUSE.get(tool) ?? OTHERWISE,
        },
      ),
    );
}

/** A key that OpenCode would take for one of its own tools. */
export function unheldFinding(agent: Agent, tool: string, key: string): Finding {
  const what = `${tool} is ${quote(key)} there, which is also the name of a tool of its own`;
  return findingOf('unenforced', placeOf(agent, tool), { target: TARGET, agent: agent.name, what });
}

/** Something of agent.toml, by its key, that has no place there. */
export function droppedFinding(agent: Agent, key: string, what: string): Finding {
  const where = { file: agent.file, place: keyPlace([key]), agent: agent.name, tool: key, target: TARGET };
  return findingOf('dropped', where, { target: TARGET, agent: agent.name, what });
}

/** The table that answers for the tool. */
function placeOf(agent: Agent, tool: string): { file: string; place: Place; agent: string; tool: string; target: string } {
  const table = [tool, '*'].find((name) => agent.permissions.some((policy) => policy.tool === name));
  const place: Place = table === undefined ? { kind: 'file' } : keyPlace(['permissions', table]);
  return { file: agent.file, place, agent: agent.name, tool, target: TARGET };
}

function keyPlace(path: readonly string[]): Place {
  return { kind: 'key', path };
}

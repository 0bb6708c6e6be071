import {
  findingOf,
  ownedFinding,
  quote,
  type Agent,
  type Difference,
  type Finding,
  type OwnedCase,
  type Place,
} from '@canonry/core';

export const TARGET = 'opencode';

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

/** One for each pair of decisions, with a subject that shows it. */
export function narrowedFindings(agent: Agent, tool: string, differences: readonly Difference[]): readonly Finding[] {
  return differences
    .filter(({ kind }) => kind === 'narrowed')
    .map(({ witness, old, new: now }) =>
      findingOf(
        'narrowed',
        { ...inTable(agent, tool), ...(witness === null ? {} : { witness }) },
        {
          target: TARGET,
          agent: agent.name,
          tool,
          what: witness === null ? 'as a whole' : quote(witness),
          old: old ?? 'unspecified',
          new: now ?? 'unspecified',
          because: BECAUSE.get(tool) ?? (tool.startsWith('mcp__') ? ANOTHER_SERVER : OTHERWISE),
        },
      ),
    );
}

/** A key that OpenCode would take for one of its own tools. */
export function unheldFinding(agent: Agent, tool: string, key: string): Finding {
  const what = `${tool} is ${quote(key)} there, which is also a name of its own tools`;
  return findingOf('unenforced', inTable(agent, tool), { target: TARGET, agent: agent.name, what });
}

/** Something of agent.toml, by its key, that has no place there. */
export function droppedFinding(agent: Agent, key: string, what: string): Finding {
  return findingOf('dropped', { ...inAgent(agent, [key]), tool: key }, { target: TARGET, agent: agent.name, what });
}

/** White space that OpenCode cuts off at the start of the prompt. */
export function droppedIndentation(agent: Agent, count: number): Finding {
  const file = agent.file.replace(/[^/]*$/, 'system-prompt.md');
  const what = `white space at the start of a prompt (${count === 1 ? '1 character' : `${count} characters`})`;
  return findingOf('dropped', { file, agent: agent.name, target: TARGET }, { target: TARGET, agent: agent.name, what });
}

/** A case in which OpenCode decides by itself. */
export function ownedByOpencode(agent: Agent, tool: string, { code, summary }: OwnedCase): Finding {
  return ownedFinding(code, inTable(agent, tool), `${TARGET} ${summary}`);
}

type Where = Pick<Finding, 'file' | 'agent' | 'tool' | 'target'> & { readonly place: Place };

/** At the table that answers for the tool, if there is one. */
function inTable(agent: Agent, tool: string): Where {
  const table = [tool, '*'].find((name) => agent.permissions.some((policy) => policy.tool === name));
  return { ...inAgent(agent, table === undefined ? [] : ['permissions', table]), tool };
}

function inAgent({ file, name }: Agent, path: readonly string[]): Where {
  return { file, place: { kind: 'key', path }, agent: name, target: TARGET };
}

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

export const TARGET = 'claude-code';

/** One for each pair of decisions, with a subject that shows it. */
export function narrowedFindings(
  agent: Agent,
  tool: string,
  differences: readonly Difference[],
  because: string,
): readonly Finding[] {
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
          because,
        },
      ),
    );
}

/** Something that cannot be held, whatever is emitted. */
export function unenforcedFinding(agent: Agent, tool: string, what: string): Finding {
  return findingOf('unenforced', inTable(agent, tool), { target: TARGET, agent: agent.name, what });
}

/** Something of agent.toml, by its key, that has no place there. */
export function droppedFinding(agent: Agent, key: string, what: string): Finding {
  return findingOf('dropped', { ...inAgent(agent, [key]), tool: key }, { target: TARGET, agent: agent.name, what });
}

/** White space that Claude Code cuts off at the start of the prompt. */
export function droppedIndentation(agent: Agent, count: number): Finding {
  const file = agent.file.replace(/[^/]*$/, 'system-prompt.md');
  const what = `white space at the start of a prompt (${count === 1 ? '1 character' : `${count} characters`})`;
  return findingOf('dropped', { file, agent: agent.name, target: TARGET }, { target: TARGET, agent: agent.name, what });
}

/** A case in which Claude Code decides by itself. */
export function ownedByClaudeCode(agent: Agent, tool: string, { code, summary }: OwnedCase): Finding {
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

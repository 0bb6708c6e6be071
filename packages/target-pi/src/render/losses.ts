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

export const TARGET = 'pi';

/** What Pi cannot hold: one for each decision of a tool that is lost, with a subject that shows it. */
export function unenforcedFindings(
  agent: Agent,
  tool: string,
  differences: readonly Difference[],
  how = 'allow',
): readonly Finding[] {
  return differences.map(({ witness, old }) => {
    const what = `${tool}${witness === null ? '' : ` ${quote(witness)}`} is ${old ?? 'unspecified'} here and ${how} there`;
    return findingOf(
      'unenforced',
      { ...inTable(agent, tool), ...witnessOf(witness) },
      { target: TARGET, agent: agent.name, what },
    );
  });
}

export function unenforcedTurns(agent: Agent, turns: number): Finding {
  const what = `it would not stop after ${turns === 1 ? 'one turn' : `${turns} turns`}`;
  const where = { ...inAgent(agent, ['max_turns']), tool: 'max_turns' };
  return findingOf('unenforced', where, { target: TARGET, agent: agent.name, what });
}

/** All that nothing holds, on one line. */
export function unguardedFinding(agent: Agent, losses: readonly Finding[]): Finding {
  const tools = [...new Set(losses.map(({ tool = '' }) => tool))];
  return findingOf('unguarded-agent', inAgent(agent, []), {
    target: TARGET,
    agent: agent.name,
    what: tools.join(', '),
  });
}

export function narrowedFindings(
  agent: Agent,
  tool: string,
  differences: readonly Difference[],
  because: string,
): readonly Finding[] {
  return differences.map(({ witness, old, new: now }) =>
    findingOf(
      'narrowed',
      { ...inTable(agent, tool), ...witnessOf(witness) },
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

/** Something of agent.toml, by its key, that has no place there. */
export function droppedFinding(agent: Agent, key: string, what: string): Finding {
  return findingOf('dropped', { ...inAgent(agent, [key]), tool: key }, { target: TARGET, agent: agent.name, what });
}

/** A case in which Pi decides by itself. */
export function ownedByPi(agent: Agent, tool: string, { code, summary }: OwnedCase): Finding {
  return ownedFinding(code, inTable(agent, tool), `${TARGET} ${summary}`);
}

function witnessOf(witness: string | null): { readonly witness?: string } {
  return witness === null ? {} : { witness };
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

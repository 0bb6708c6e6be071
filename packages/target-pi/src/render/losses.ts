import { findingOf, lossesOf, quote, type Agent, type Difference, type Finding } from '@canonry/core';

export const TARGET = 'pi';

export const losses = lossesOf(TARGET);

/** What Pi cannot hold: one for each decision of a tool that is lost, with a subject that shows it. */
export function unenforcedFindings(
  agent: Agent,
  tool: string,
  differences: readonly Difference[],
  how = 'allow',
): readonly Finding[] {
  return differences.map(({ witness, old }) => {
    const what = `${tool}${witness === null ? '' : ` ${quote(witness)}`} is ${old ?? 'unspecified'} here and ${how} there`;
    return losses.unenforced(agent, tool, what, witness);
  });
}

export function unenforcedTurns(agent: Agent, turns: number): Finding {
  const what = `it would not stop after ${turns === 1 ? 'one turn' : `${turns} turns`}`;
  const where = { ...losses.inAgent(agent, ['max_turns']), tool: 'max_turns' };
  return findingOf('unenforced', where, { target: TARGET, agent: agent.name, what });
}

/** All that nothing holds, on one line. */
export function unguardedFinding(agent: Agent, unheld: readonly Finding[]): Finding {
  const tools = [...new Set(unheld.map(({ tool = '' }) => tool))];
  const parameters = { target: TARGET, agent: agent.name, what: tools.join(', ') };
  return findingOf('unguarded-agent', losses.inAgent(agent, []), parameters);
}

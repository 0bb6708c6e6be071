import type { Agent } from './agent.js';
import { findingOf, ownedFinding, type Finding, type Place } from './diagnostic.js';
import type { Difference } from './policy/compare-policies.js';
import { isStricter } from './policy/strictness.js';
import type { Roster } from './roster.js';
import type { OwnedCase } from './target.js';
import { quote, quoteList } from './text/quote.js';

type Where = Pick<Finding, 'file' | 'agent' | 'tool' | 'target'> & { readonly place: Place };

/** How a target says what an agent loses there, each loss at its place in agent.toml. */
export interface TargetLosses {
  /** Where it is stricter: one for each pair of decisions, with a subject that shows it. */
  readonly narrowed: (
    agent: Agent,
    tool: string,
    differences: readonly Difference[],
    because: string,
  ) => readonly Finding[];
  /** What it cannot hold, as the end of a sentence. */
  readonly unenforced: (agent: Agent, tool: string, what: string, witness?: string | null) => Finding;
  /** Something of agent.toml, by its key, that has no place there. */
  readonly dropped: (agent: Agent, key: string, what: string) => Finding;
  /** Texts that an agent does not name and gets all the same, because they are not for single agents there. */
  readonly sharedTexts: (agent: Agent, roster: Roster) => readonly Finding[];
  /** What skills of the agent want to be permitted: that is for the policies of agents to say. */
  readonly skillPermissions: (agent: Agent, roster: Roster) => readonly Finding[];
  /** White space that it cuts off at the start of the prompt, where it is the indentation of the first line. */
  readonly indentation: (agent: Agent) => readonly Finding[];
  /** A case in which it decides by itself. */
  readonly owned: (agent: Agent, tool: string, owned: OwnedCase) => Finding;
  /** A key of agent.toml. */
  readonly inAgent: (agent: Agent, path: readonly string[]) => Where;
}

/** Also what is stricter in some homes only, where nothing shows the same anywhere, and what was too much to prove. */
function isNarrowing(difference: Difference, all: readonly Difference[]): boolean {
  const { kind, old, new: now } = difference;
  if (kind !== 'unproved') return kind === 'narrowed';
  if (isGivenUp(difference)) return true;
  const isShown = all.some((one) => one.kind === 'narrowed' && one.old === old && one.new === now);
  return old !== null && now !== null && isStricter(now, old) && !isShown;
}

function isGivenUp({ kind, old, new: now }: Difference): boolean {
  return kind === 'unproved' && old === null && now === null;
}

export function lossesOf(target: string): TargetLosses {
  const inAgent = ({ file, name }: Agent, path: readonly string[]): Where => ({
    file,
    place: { kind: 'key', path },
    agent: name,
    target,
  });

  /** At the table that answers for the tool, if there is one. */
  const inTable = (agent: Agent, tool: string, witness: string | null = null): Where & Pick<Finding, 'witness'> => {
    const table = [tool, '*'].find((name) => agent.permissions.some((policy) => policy.tool === name));
    const where = { ...inAgent(agent, table === undefined ? [] : ['permissions', table]), tool };
    return witness === null ? where : { ...where, witness };
  };

  const dropped = (agent: Agent, key: string, what: string): Finding =>
    findingOf('dropped', { ...inAgent(agent, [key]), tool: key }, { target, agent: agent.name, what });

  return {
    narrowed: (agent, tool, differences, because) =>
      differences
        .filter((difference) => isNarrowing(difference, differences))
        .map((difference) => {
          const { kind, witness, old, new: now } = difference;
          const homes = kind === 'unproved' ? ' in some home directories' : '';
          return findingOf('narrowed', inTable(agent, tool, witness), {
            target,
            agent: agent.name,
            tool,
            what: witness === null ? 'as a whole' : `${quote(witness)}${homes}`,
            ...(isGivenUp(difference)
              ? { old: 'what its rules say', new: 'perhaps less' }
              : { old: old ?? 'unspecified', new: now ?? 'unspecified' }),
            because,
          });
        }),
    unenforced: (agent, tool, what, witness) =>
      findingOf('unenforced', inTable(agent, tool, witness), { target, agent: agent.name, what }),
    dropped,
    sharedTexts: (agent, roster) =>
      (['skills', 'rules', 'context'] as const).flatMap((kind) => {
        const others = roster[kind].map(({ name }) => name).filter((name) => !agent[kind].includes(name));
        if (others.length === 0) return [];
        return [dropped(agent, kind, `${kind} of single agents: ${agent.name} gets ${quoteList(others)} too`)];
      }),
    skillPermissions: (agent, { skills }) => {
      const names = skills
        .filter(({ name, allowedTools }) => allowedTools !== undefined && agent.skills.includes(name))
        .map(({ name }) => name);
      if (names.length === 0) return [];
      return [
        dropped(
          agent,
          'skills',
          `allowed-tools of ${names.length === 1 ? 'the skill' : 'the skills'} ${quoteList(names)}: what agents may do is said in agent.toml`,
        ),
      ];
    },
    indentation: (agent) => {
      const count = agent.prompt.length - agent.prompt.trimStart().length;
      if (count === 0) return [];
      const file = agent.file.replace(/[^/]*$/, 'system-prompt.md');
      const what = `white space at the start of a prompt (${count === 1 ? '1 character' : `${count} characters`})`;
      return [findingOf('dropped', { file, agent: agent.name, target }, { target, agent: agent.name, what })];
    },
    owned: (agent, tool, { code, summary }) => ownedFinding(code, inTable(agent, tool), `${target} ${summary}`),
    inAgent,
  };
}

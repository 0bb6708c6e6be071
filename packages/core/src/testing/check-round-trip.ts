import type { Agent } from '../agent.js';
import type { FileTree } from '../file-tree.js';
import { compareTool } from '../policy/compare-agents.js';
import type { Roster } from '../roster.js';
import type { Target } from '../target.js';
import { renderForTest } from './check-target.js';
import { ORDINARY_PLACE, type QuestionPlace } from './question-place.js';

/** What does not come back of an agent: a key of it, or a tool whose policy decides otherwise. */
export interface RoundTripFault {
  readonly agent: string;
  readonly lost: string;
}

export interface RoundTrip {
  readonly target: Target;
  readonly roster: Roster;
  /** The way back: the agents that a harness's files define. */
  readonly read: (files: FileTree) => readonly Agent[];
  readonly place?: QuestionPlace;
}

/** Renders, reads what was rendered, and compares. What a finding names as lost for an agent and a tool may be lost. */
export function checkRoundTrip({ target, roster, read, place = ORDINARY_PLACE }: RoundTrip): readonly RoundTripFault[] {
  const { files, findings } = renderForTest(target, roster, place);
  const readBack = new Map(read(files).map((agent) => [agent.name, agent]));
  return roster.agents.flatMap((agent) => {
    const back = readBack.get(agent.name);
    if (back === undefined) return [{ agent: agent.name, lost: 'agent' }];
    const said = new Set(findings.filter((finding) => finding.agent === agent.name).map(({ tool }) => tool));
    return lostKeys(agent, back)
      .filter((lost) => !said.has(lost))
      .map((lost) => ({ agent: agent.name, lost }));
  });
}

const KEYS = ['description', 'mode', 'prompt', 'maxTurns'] as const;

function lostKeys(agent: Agent, back: Agent): readonly string[] {
  const tools = new Set([...agent.permissions, ...back.permissions].map(({ tool }) => tool));
  return [
    ...KEYS.filter((key) => agent[key] !== back[key]),
    ...[...tools].filter((tool) => compareTool(agent, back, tool).relation !== 'equal'),
  ];
}

import { quoteList, type Agent, type Finding, type Roster } from '@canonry/core';
import { droppedFinding, droppedIndentation } from './losses.js';

/** What an agent loses, apart from what it may do. */
export function droppedFindings(agent: Agent, roster: Roster): readonly Finding[] {
  const findings: Finding[] = [];
  if (agent.displayName !== undefined) findings.push(droppedFinding(agent, 'display_name', 'a name to show'));
  if (agent.tags.length > 0) findings.push(droppedFinding(agent, 'tags', 'tags'));
  if (agent.mode !== 'all') findings.push(droppedFinding(agent, 'mode', modeAsRead(agent)));
  if (agent.maxTurns !== undefined && agent.mode !== 'subagent')
    findings.push(droppedFinding(agent, 'max_turns', 'a limit of turns where a person talks to the agent (--agent)'));
  for (const kind of ['skills', 'rules', 'context'] as const) {
    const others = roster[kind].map(({ name }) => name).filter((name) => !agent[kind].includes(name));
    if (others.length === 0) continue;
    findings.push(droppedFinding(agent, kind, `${kind} of single agents: ${agent.name} gets ${quoteList(others)} too`));
  }
  // White space at the end means nothing to a model; at the start it is the indentation of the first line.
  const start = agent.prompt.length - agent.prompt.trimStart().length;
  return start === 0 ? findings : [...findings, droppedIndentation(agent, start)];
}

function modeAsRead({ name, mode }: Agent): string {
  return mode === 'primary'
    ? `the mode primary: other agents may start ${name} too, and a person does so with --agent ${name}`
    : `the mode subagent: a person may also talk to ${name}, with --agent ${name}`;
}

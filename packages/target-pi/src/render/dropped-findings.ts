import { quoteList, type Agent, type Finding, type Roster } from '@canonry/core';
import { plainDescription } from './agent-file.js';
import { droppedFinding } from './losses.js';

/** What an agent loses, apart from what it may do. */
export function droppedFindings(agent: Agent, roster: Roster, primary: Agent | undefined): readonly Finding[] {
  const findings: Finding[] = [];
  if (agent.mode !== 'subagent' && agent !== primary)
    findings.push(droppedFinding(agent, 'mode', anotherPrimary(agent)));
  if (agent.tags.length > 0) findings.push(droppedFinding(agent, 'tags', 'tags'));
  if (agent !== primary && plainDescription(agent) !== agent.description)
    findings.push(droppedFinding(agent, 'description', 'double quotes and backslashes in a description'));
  for (const kind of ['skills', 'rules', 'context'] as const) {
    const others = roster[kind].map(({ name }) => name).filter((name) => !agent[kind].includes(name));
    if (others.length === 0) continue;
    findings.push(droppedFinding(agent, kind, `${kind} of single agents: ${agent.name} gets ${quoteList(others)} too`));
  }
  return findings;
}

function anotherPrimary({ name }: Agent): string {
  return `a second agent that people talk to: ${name} is a specialist there`;
}

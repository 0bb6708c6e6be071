import type { Agent, Finding, Roster } from '@canonry/core';
import { plainDescription } from './agent-file.js';
import { losses } from './losses.js';

/** What an agent loses, apart from what it may do. */
export function droppedFindings(agent: Agent, roster: Roster, primary: Agent | undefined): readonly Finding[] {
  const findings: Finding[] = [];
  if (agent.mode !== 'subagent' && agent !== primary)
    findings.push(losses.dropped(agent, 'mode', anotherPrimary(agent)));
  if (agent.tags.length > 0) findings.push(losses.dropped(agent, 'tags', 'tags'));
  if (agent !== primary && plainDescription(agent) !== agent.description)
    findings.push(losses.dropped(agent, 'description', 'double quotes and backslashes in a description'));
  return [...findings, ...losses.sharedTexts(agent, roster), ...losses.skillPermissions(agent, roster)];
}

function anotherPrimary({ name }: Agent): string {
  return `a second agent that people talk to: ${name} is a specialist there`;
}

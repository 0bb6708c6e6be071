import type { Agent, Finding, Roster } from '@canonry/core';
import { losses } from './losses.js';

/** What an agent loses, apart from what it may do. */
export function droppedFindings(agent: Agent, roster: Roster): readonly Finding[] {
  const findings: Finding[] = [];
  if (agent.displayName !== undefined) findings.push(losses.dropped(agent, 'display_name', 'a name to show'));
  if (agent.tags.length > 0) findings.push(losses.dropped(agent, 'tags', 'tags'));
  return [
    ...findings,
    ...losses.sharedTexts(agent, roster),
    ...losses.skillPermissions(agent, roster),
    ...losses.indentation(agent),
  ];
}

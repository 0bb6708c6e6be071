import type { Agent, Finding, Roster } from '@canonry/core';
import { losses } from './losses.js';

/** What an agent loses, apart from what it may do. */
export function droppedFindings(agent: Agent, roster: Roster): readonly Finding[] {
  const findings: Finding[] = [];
  if (agent.displayName !== undefined) findings.push(losses.dropped(agent, 'display_name', 'a name to show'));
  if (agent.tags.length > 0) findings.push(losses.dropped(agent, 'tags', 'tags'));
  if (agent.mode !== 'all') findings.push(losses.dropped(agent, 'mode', modeAsRead(agent)));
  if (agent.maxTurns !== undefined && agent.mode !== 'subagent')
    findings.push(losses.dropped(agent, 'max_turns', 'a limit of turns where a person talks to the agent (--agent)'));
  return [
    ...findings,
    ...losses.sharedTexts(agent, roster),
    ...losses.skillPermissions(agent, roster),
    ...losses.indentation(agent),
  ];
}

/** Without a name in it: agents of one mode are told about together. */
function modeAsRead({ mode }: Agent): string {
  return mode === 'primary'
    ? 'the mode primary: other agents may start it too, and a person does so with --agent and its name'
    : 'the mode subagent: a person may also talk to it, with --agent and its name';
}

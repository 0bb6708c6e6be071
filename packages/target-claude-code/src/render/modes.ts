import { decide, rewritePolicy, type Agent } from '@canonry/core';
import { insidePolicy } from './file-areas.js';
import type { Member } from './member.js';
import { actionsOf, holds, specified } from './policies.js';

/**
 * The mode that is true to an agent's definition, if there is one. The agent that a person talks to never gets the mode of its
 * file, so only subagents have one.
 */
export function withMode(member: Member): Member {
  if (member.agent.mode !== 'subagent') return member;
  if (neverAsks(member)) return { ...member, mode: 'dontAsk' };
  return acceptsEdits(member) ? { ...member, mode: 'acceptEdits' } : member;
}

/** Everything that it may do, it may do unasked, and something else is denied that only a rule can tell. */
function neverAsks(member: Member): boolean {
  const { permissions } = member.agent;
  const isDivided = permissions.some(
    (policy) => policy.intent === 'deny' && actionsOf(policy).includes('allow') && !member.withheld.has(policy.tool),
  );
  return isDivided && permissions.every((policy) => !actionsOf(policy).includes('ask'));
}

/** What this mode runs unasked beside the tools for files. */
const FILE_COMMANDS = ['touch', 'mkdir', 'rmdir', 'rm', 'mv', 'cp', 'sed'];

const STARTERS = ['task', 'skill'] as const;

function acceptsEdits(member: Member): boolean {
  // Whoever it starts would have the mode as well: other agents, those of Claude Code, skills that run as an agent.
  if (STARTERS.some((tool) => holds(member, tool))) return false;
  const policy = holds(member, 'edit') ? insidePolicy(member, 'edit') : null;
  if (policy === null) return false;
  const { intent, rules } = rewritePolicy(policy, 'strictest-action').policy;
  // In a directory below, Claude Code finds the agent and its mode, but not the settings that hold back the rest.
  if (intent !== 'allow' || rules.length > 0) return false;
  return !holds(member, 'bash') || FILE_COMMANDS.every((name) => isFree(member.agent, name));
}

function isFree(agent: Agent, name: string): boolean {
  if (specified(agent, 'bash') === null) return false;
  const subjects = [
    [{ kind: 'text', text: name }] as const,
    [{ kind: 'text', text: `${name} ` }, { kind: 'any' }] as const,
  ];
  return subjects.every((subject) => decide(agent, 'bash', subject).decision === 'allow');
}

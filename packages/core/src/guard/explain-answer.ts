import type { Action } from '../agent.js';
import type { DecidedPart } from '../policy/decide-line.js';
import { quote } from '../text/quote.js';
import type { GuardedAgent } from './policies.js';

interface Answered {
  readonly decision: Action;
  /** The first part that got the decision. */
  readonly deciding: DecidedPart | undefined;
  /** Why an ask reaches nobody. */
  readonly silence: string | undefined;
}

const WORDS: Readonly<Record<Action, string>> = {
  allow: 'may use',
  ask: 'must ask before it uses',
  deny: 'must not use',
};

/** `chiron must not use bash for "rm x": rule "rm *:deny".` */
export function explainAnswer(agent: GuardedAgent, { decision, deciding, silence }: Answered): string {
  const about = deciding === undefined ? '' : ` ${deciding.tool}${subjectOf(deciding)}`;
  const unanswered = decision === 'ask' && silence !== undefined ? `, and ${silence}` : '';
  return `${agent.name} ${WORDS[decision]}${about}${unanswered}: ${causeOf(agent, deciding)}.`;
}

export function explainUnspecified(agent: string, tool: string): string {
  return `${agent} has no policy for ${tool}.`;
}

function subjectOf({ subject }: DecidedPart): string {
  return subject === '' ? '' : ` for ${quote(subject)}`;
}

function causeOf(agent: GuardedAgent, part: DecidedPart | undefined): string {
  if (part?.raised !== undefined) return part.raised;
  const { table = '*', rule, decision } = part ?? {};
  // Patterns are shown as the person wrote them, in whichever form they were read.
  const written = agent.permissions.find(({ tool }) => tool === table)?.rules[rule?.index ?? -1];
  if (written !== undefined) return `rule ${quote(`${written.pattern}:${written.action}`)} of ${table}`;
  return `no rule speaks of it, and the intent of ${table === '*' ? '"*"' : table} is ${decision}`;
}

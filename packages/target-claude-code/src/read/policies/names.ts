import { findingOf, type Action, type Finding, type Rule } from '@canonry/core';
import {
  isCovered,
  isOffered,
  partialRules,
  sayStricter,
  unasked,
  withoutEarlierTwins,
  type Reading,
  type Told,
} from '../reading.js';
import { showRule } from '../harness-settings.js';

/** Skills and agents are used unasked, and a rule of ask about one of them never asks; what it meant is said here. */
export function tellNames(reading: Reading, tool: 'skill' | 'task'): Told {
  const name = tool === 'skill' ? 'Skill' : 'Agent';
  const findings: Finding[] = [];
  if (!isOffered(reading, name)) return { policy: { tool, intent: 'deny', rules: [] }, findings };
  const question = unasked(reading);
  const isAsked = isCovered(reading, 'ask', name);
  const { startable } = reading.says;
  const isLimited = tool === 'task' && startable !== undefined;
  const otherwise: Action = isAsked ? question : 'allow';
  const limits = isLimited ? startable.flatMap((one) => sayNames(one, otherwise, reading)) : [];
  const asked = isAsked
    ? []
    : partialRules(reading, 'ask', name).flatMap((rule) => {
        findings.push(
          sayStricter(
            rule,
            tool,
            `Claude Code never asks about one ${tool === 'skill' ? 'skill' : 'agent'}`,
            'a question that holds',
          ),
        );
        return sayNames(patternOf(rule.content), question, reading);
      });
  const denied = partialRules(reading, 'deny', name).flatMap((rule) => {
    if (tool === 'task' && rule.content.includes(':'))
      findings.push(
        findingOf(
          'import-lost-restriction',
          { ...rule.where, tool },
          {
            rule: showRule(rule),
            reason: 'it has no name for what an agent is started with',
            advice: 'deny the agents by their names',
          },
        ),
      );
    return sayNames(patternOf(rule.content), 'deny', reading);
  });
  return {
    policy: {
      tool,
      intent: isLimited ? 'deny' : otherwise,
      rules: withoutEarlierTwins([...limits, ...asked, ...denied]),
    },
    findings,
  };
}

/** `x *` and `x:*` are all names that begin with x. */
function patternOf(content: string): string {
  return content.replace(/[ :]\*$/, '*');
}

/** The agents that are imported have names of canonry. */
function sayNames(pattern: string, action: Action, { renamed }: Reading): readonly Rule[] {
  const now = renamed.get(pattern);
  return [{ pattern: now ?? pattern, action }];
}

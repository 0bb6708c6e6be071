import type { Agent } from '../agent.js';
import { isPathTool } from '../policy/pattern.js';
import type { Naming } from './names-of-path.js';
import { readAsk, type ReadAsk } from './read-ask.js';

export interface Asked {
  readonly agent: Agent;
  readonly asks: readonly ReadAsk[];
  readonly namings: readonly Naming[];
}

/**
 * The same request in the composed form of Unicode, if that can make a difference: `é` can be written in two ways that
 * nobody can tell apart, and some file systems hold both for one.
 */
export function composedForm({ agent, asks, namings }: Asked): Asked | undefined {
  const patterns = agent.permissions.flatMap(({ rules }) => rules.map(({ pattern }) => pattern));
  if (patterns.every((pattern) => /^[\0-\x7f]*$/.test(pattern))) return undefined;
  return {
    agent: { ...agent, permissions: agent.permissions.map(composedPolicy) },
    // Links are followed from the name that was written; what they lead to is composed.
    asks: asks.map((ask) => (isPathTool(ask.tool) ? ask : composedAsk(ask))),
    namings: namings.map(({ project, home, subjectsOf }) => ({
      project: composed(project),
      home: home === undefined ? undefined : composed(home),
      subjectsOf: (path) => subjectsOf(path).map(composed),
    })),
  };
}

function composedPolicy(policy: Agent['permissions'][number]): Agent['permissions'][number] {
  return { ...policy, rules: policy.rules.map((rule) => ({ ...rule, pattern: composed(rule.pattern) })) };
}

function composedAsk(ask: ReadAsk): ReadAsk {
  const subject = composed(ask.subject);
  return subject === ask.subject ? ask : readAsk({ tool: ask.tool, subject });
}

function composed(text: string): string {
  return text.normalize('NFC');
}

import { findingOf, type Agent, type Finding } from '@canonry/core';
import { TARGET } from './losses.js';

/** Agents that OpenCode runs by itself, unseen: to name a session, to shorten it and to sum it up. */
const INTERNAL: ReadonlySet<string> = new Set(['compaction', 'title', 'summary']);

/** Agents that it comes with. A file of the same name adds to what they are. */
const BUILT_IN: ReadonlySet<string> = new Set(['build', 'plan', 'general', 'explore']);

/** OpenCode keeps its agents in an object, which has this from birth: with such an agent it starts none at all. */
const IMPOSSIBLE = 'constructor';

export function checkName(agent: Agent): readonly Finding[] {
  const where = {
    file: agent.file,
    place: { kind: 'value', path: ['name'] },
    agent: agent.name,
    target: TARGET,
  } as const;
  const parameters = { target: TARGET, agent: agent.name };
  if (agent.name === IMPOSSIBLE) return [findingOf('impossible-agent', where, parameters)];
  if (INTERNAL.has(agent.name)) return [findingOf('internal-agent', where, parameters)];
  return BUILT_IN.has(agent.name) ? [findingOf('built-in-agent', where, parameters)] : [];
}

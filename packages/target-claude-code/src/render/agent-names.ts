import { findingOf, type Agent, type Finding } from '@canonry/core';
import { TARGET } from './losses.js';

/** Agents that Claude Code comes with. A file of the same name takes their place. */
const BUILT_IN: ReadonlySet<string> = new Set(['claude', 'general-purpose', 'statusline-setup']);

export function checkName(agent: Agent): readonly Finding[] {
  if (!BUILT_IN.has(agent.name)) return [];
  const place = { kind: 'value', path: ['name'] } as const;
  const where = { file: agent.file, place, agent: agent.name, target: TARGET };
  return [findingOf('built-in-agent', where, { target: TARGET, agent: agent.name })];
}

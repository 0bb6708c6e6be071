import type { GuardPolicies } from '@canonry/core/guard';
import { bareName, bareSkill } from '../decide/bare-name.js';

type Guarded = GuardPolicies['agents'][number];

/** The same as in the program: the names of agents that a name may stand for. One that is there is itself. */
export function agentsMeant(name: string, agents: readonly Guarded[], own: Guarded | undefined): readonly string[] {
  if (agents.some((agent) => agent.name === name)) return [name];
  const ruled = (own?.permissions ?? []).filter(({ tool }) => tool === 'task' || tool === '*');
  const patterns = ruled.flatMap(({ rules }) => rules.map(({ pattern }) => pattern));
  const literals = patterns.filter((pattern) => !/[*?]/.test(pattern));
  const known = [...agents.map((agent) => agent.name), ...literals];
  const same = known.filter((one) => bareName(one) === bareName(name));
  const isNamed = known.includes(name) || patterns.length === literals.length;
  return [name, ...same, ...(isNamed ? [] : [name.trim(), name.trim().toLowerCase(), bareName(name)])];
}

/** Skills may be called as commands are, with a slash and space around it. */
export function skillsMeant(name: string): readonly string[] {
  return [name, name.trim(), bareSkill(name)];
}

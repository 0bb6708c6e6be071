import { comparePolicies, findingOf, quote, type Agent, type Finding, type Policy } from '@canonry/core';
import { TARGET } from './losses.js';
import type { Levers } from './levers.js';
import { mayUse } from './whole-tools.js';

/** What an agent may do less with a guard than its definition says: there are no Glob and Grep for those who have Bash. */
export function guardLosses(agent: Agent, levers: Levers): readonly Finding[] {
  if (!mayUse(levers, 'bash')) return [];
  return ['glob', 'grep'].flatMap((tool) => {
    const said = [tool, '*'].flatMap((name) => agent.permissions.find((policy) => policy.tool === name) ?? [])[0];
    return said === undefined ? [] : lossesOf(agent, tool, said);
  });
}

function lossesOf(agent: Agent, tool: string, said: Policy): readonly Finding[] {
  const place = { kind: 'key', path: ['permissions', said.tool] } as const;
  const because = 'Claude Code has no such tool for an agent that has Bash, which finds the same';
  return comparePolicies(tool, { ...said, tool }, { tool, intent: 'deny', rules: [] }).map(({ witness, old }) => {
    const where = { file: agent.file, place, agent: agent.name, tool, target: TARGET };
    const what = witness === null ? 'as a whole' : quote(witness);
    const parameters = {
      target: TARGET,
      agent: agent.name,
      tool,
      what,
      old: old ?? 'unspecified',
      new: 'deny',
      because,
    };
    return findingOf('narrowed', { ...where, ...(witness === null ? {} : { witness }) }, parameters);
  });
}

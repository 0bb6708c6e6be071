import { combinePolicies, comparePolicies, type Agent, type Finding, type Policy } from '@canonry/core';
import { losses } from './losses.js';
import type { Levers } from './levers.js';
import { mayUse } from './whole-tools.js';

const LEAVING = 'external_directory';

/** What an agent may do less with a guard than its definition says. */
export function guardLosses(agent: Agent, levers: Levers): readonly Finding[] {
  return [...searchLosses(agent, levers), ...leavingLosses(agent)];
}

function searchLosses(agent: Agent, levers: Levers): readonly Finding[] {
  if (!mayUse(levers, 'bash')) return [];
  const because = 'Claude Code has no such tool for an agent that has Bash, which finds the same';
  return ['glob', 'grep'].flatMap((tool) => {
    const said = policyFor(agent, tool);
    return said === undefined ? [] : narrowed(agent, said, { ...said, intent: 'deny', rules: [] }, because);
  });
}

/** Nothing leaves the project but to read or to edit there, which is decided as well. */
function leavingLosses(agent: Agent): readonly Finding[] {
  const leaving = agent.permissions.find(({ tool }) => tool === LEAVING);
  const [read, edit] = ['read', 'edit'].map((tool) => policyFor(agent, tool));
  // Where nothing is said about reading, leaving alone decides.
  if (leaving === undefined || read === undefined) return [];
  const because = 'there, leaving the project is only asked about together with the file that is read or edited';
  const [toRead, toEdit = []] = [read, edit].map((policy) =>
    policy === undefined
      ? undefined
      : narrowed(agent, leaving, combinePolicies(LEAVING, [leaving, policy]).policy, because),
  );
  return edit !== undefined && toEdit.length === 0 ? [] : (toRead ?? []);
}

function narrowed(agent: Agent, said: Policy, now: Policy, because: string): readonly Finding[] {
  // It never permits more, so that is also what could not be proved.
  const differences = comparePolicies(said.tool, said, now).map((one) => ({ ...one, kind: 'narrowed' as const }));
  return losses.narrowed(agent, said.tool, differences, because);
}

/** What answers for a tool, under its name. */
function policyFor(agent: Agent, tool: string): Policy | undefined {
  const said = agent.permissions.find((policy) => policy.tool === tableOf(agent, tool));
  return said === undefined ? undefined : { ...said, tool };
}

function tableOf(agent: Agent, tool: string): string {
  return agent.permissions.some((policy) => policy.tool === tool) ? tool : '*';
}

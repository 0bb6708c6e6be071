import { decide, policyOf, type Action, type Agent, type Policy } from '@canonry/core';
import type { Member } from './member.js';

/** The policy that answers for a tool, or null where nothing is specified. What comes from `*` is an intent. */
export function specified(agent: Agent, tool: string): Policy | null {
  const source = policyOf(agent, tool);
  return source.kind === 'unspecified' ? null : { ...source.policy, tool };
}

export function actionsOf({ intent, rules }: Policy): readonly Action[] {
  return [intent, ...rules.map(({ action }) => action)];
}

/** True if the tool is asked about or denied for anything at all. */
export function holdsBack(agent: Agent, tool: string): boolean {
  const strictest = decide(agent, tool, [{ kind: 'any' }]).decision;
  return strictest === 'ask' || strictest === 'deny';
}

/** True if rules of the tool decide otherwise than its intent. */
export function hasBorders({ permissions }: Agent, tool: string): boolean {
  return permissions.some(
    (policy) => policy.tool === tool && policy.rules.some(({ action }) => action !== policy.intent),
  );
}

/** True if there is nothing that the agent may do with the tool. */
function isNever(agent: Agent, tool: string): boolean {
  return specified(agent, tool) !== null && actionsOf(specified(agent, tool) ?? NEVER).every((one) => one === 'deny');
}

const NEVER: Policy = { tool: '*', intent: 'deny', rules: [] };

/** True if the agent has the tool. */
export function holds({ agent, withheld }: Member, tool: string): boolean {
  return !withheld.has(tool) && !isNever(agent, tool);
}

/** Each policy once. */
export function distinct(policies: readonly Policy[]): readonly Policy[] {
  const known = new Map(policies.map((policy) => [JSON.stringify([policy.intent, policy.rules]), policy]));
  return [...known.values()];
}

import { comparePolicies, policyOf, unattended, type Agent, type Policy } from '@canonry/core';

/** Policies that a unit can hold for everything that runs in it. */
export const HELD = ['external_directory', 'edit', 'webfetch'] as const;
export type HeldTool = (typeof HELD)[number];

/** True if the agent may not use the tool on anything at all, by proof. Nobody is there to be asked, so an ask is a deny. */
export function forbidsAll(agent: Agent, tool: HeldTool): boolean {
  const policy = specified(agent, tool);
  return policy !== undefined && comparePolicies(tool, { tool, intent: 'deny', rules: [] }, policy).length === 0;
}

/** True if there may be anything that the agent may not use the tool on. */
export function forbidsSomething(agent: Agent, tool: HeldTool): boolean {
  const policy = specified(agent, tool);
  return policy !== undefined && comparePolicies(tool, { tool, intent: 'allow', rules: [] }, policy).length > 0;
}

/** True if the definition says that there is something that the agent may use the tool on. */
export function permitsSomething(agent: Agent, tool: HeldTool): boolean {
  return specified(agent, tool) !== undefined && !forbidsAll(agent, tool);
}

/** What is not specified is up to the harness. */
function specified(agent: Agent, tool: HeldTool): Policy | undefined {
  const source = policyOf(unattended(agent), tool);
  return source.kind === 'unspecified' ? undefined : source.policy;
}

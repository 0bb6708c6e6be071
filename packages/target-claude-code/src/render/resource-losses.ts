import { comparePolicies, type Agent, type Finding } from '@canonry/core';
import type { Levers } from './levers.js';
import { losses } from './losses.js';
import { isServer, RESOURCES } from './tool-names.js';

const BECAUSE =
  'what a server offers beside its tools is read by tools for all servers, of which nothing can be asked about or denied apart';

/** Servers whose tools an agent may use while it goes without what else they offer. */
export function resourceLosses(agent: Agent, { tools, disallowed }: Levers): readonly Finding[] {
  const isThere = RESOURCES.every((name) => !disallowed.includes(name) && (tools?.includes(name) ?? true));
  if (isThere) return [];
  return agent.permissions
    .filter(({ tool }) => isServer(tool))
    .flatMap((policy) => {
      const now = { ...policy, intent: 'deny', rules: [] } as const;
      const differences = comparePolicies(policy.tool, policy, now).map((one) => ({ ...one, witness: 'resource:any' }));
      return losses.narrowed(agent, policy.tool, differences, BECAUSE);
    });
}

import { comparePolicies, type Agent, type Enforcement, type Policy } from '@canonry/core';

/** The tools of agent.toml that Pi has, with its names for them; `isOn`: without being asked for. */
export const PI_TOOLS = [
  { tool: 'read', names: ['read'], isOn: true },
  { tool: 'bash', names: ['bash'], isOn: true },
  { tool: 'edit', names: ['edit', 'write'], isOn: true },
  { tool: 'grep', names: ['grep'], isOn: false },
  { tool: 'glob', names: ['find'], isOn: false },
  { tool: 'list', names: ['ls'], isOn: false },
] as const;

/** No tool has this name: an empty list would be taken for none at all. */
const NONE = 'none';

/** The tools that Pi offers to an agent, in the words of agent.toml. */
export function offeredTools(agent: Agent, enforcement: Enforcement): ReadonlySet<string> {
  const offered = PI_TOOLS.filter(({ tool, isOn }) => {
    const policy = policyFor(agent, tool);
    return policy === undefined ? isOn : permitsAnything(policy, enforcement);
  });
  return new Set(offered.map(({ tool }) => tool));
}

/** The same in Pi's words. */
export function listedTools(agent: Agent, enforcement: Enforcement): readonly string[] {
  const offered = offeredTools(agent, enforcement);
  const names = PI_TOOLS.flatMap((one) => (offered.has(one.tool) ? one.names : []));
  return names.length === 0 ? [NONE] : names;
}

/** The policy of a tool, or that of `*` in its place. */
export function policyFor({ permissions }: Agent, tool: string): Policy | undefined {
  const own = permissions.find((policy) => policy.tool === tool);
  const star = permissions.find((policy) => policy.tool === '*');
  return own ?? (star === undefined ? undefined : { ...star, tool });
}

/** Without a guard nobody sees what a tool is used for, so the intent decides, and rules only if they leave nothing of it. */
function permitsAnything(policy: Policy, enforcement: Enforcement): boolean {
  const { tool, intent, rules } = policy;
  const isOpen = intent !== 'deny' || (enforcement === 'guard' && rules.some(({ action }) => action !== 'deny'));
  // A line of bash that holds no command has only the intent.
  return isOpen && (tool === 'bash' || comparePolicies(tool, policy, { tool, intent: 'deny', rules: [] }).length > 0);
}

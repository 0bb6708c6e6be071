import type { Agent, Policy } from '../agent.js';
import { FORMAT, VERSION } from './policies.js';

export interface SerialiseOptions {
  /** Nobody is there to answer: every ask is a deny. */
  readonly unattended: boolean;
}

type Guarded = Pick<Agent, 'name' | 'maxTurns' | 'permissions'>;

/** The document that guards read: what the agents may do and nothing else of them. A rule is written as in agent.toml. */
export function serialisePolicies(agents: readonly Guarded[], { unattended }: SerialiseOptions): string {
  const sorted = agents.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const document = { format: FORMAT, version: VERSION, unattended, agents: sorted.map(describeAgent) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function describeAgent({ name, maxTurns, permissions }: Guarded): object {
  return { name, ...(maxTurns === undefined ? {} : { maxTurns }), permissions: permissions.map(describePolicy) };
}

function describePolicy({ tool, intent, rules }: Policy): object {
  return { tool, intent, rules: rules.map(({ pattern, action }) => `${pattern}:${action}`) };
}

import type { Agent } from '../agent.js';
import type { Finding } from '../diagnostic.js';
import { lintAddresses } from './lint-addresses.js';
import { lintBashPatterns } from './lint-bash-patterns.js';
import { lintDelegation } from './lint-delegation.js';
import { lintIdleRules } from './lint-idle-rules.js';
import { lintOpenedShell } from './lint-opened-shell.js';
import { lintPaths } from './lint-paths.js';

/** Everything that can be said about the policies of these agents, and about what they reach through each other. */
export function lintPolicies(agents: readonly Agent[]): readonly Finding[] {
  return [...agents.flatMap(lintAgent), ...lintDelegation(agents)];
}

function lintAgent(agent: Agent): readonly Finding[] {
  return agent.permissions.flatMap((policy) => {
    const linted = { agent, policy };
    return [
      ...lintIdleRules(linted),
      ...lintBashPatterns(linted),
      ...lintOpenedShell(linted),
      ...lintPaths(linted),
      ...lintAddresses(linted),
    ];
  });
}

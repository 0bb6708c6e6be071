import { mergePermissions, type FileTree, type Policy } from '@canonry/core';
import { loadPolicies } from '@canonry/core/guard';
import { agentCommand, guardCommand, LIBRARY, POLICIES, PROGRAM } from '../guard/paths.js';
import { tellPolicies } from './policies.js';
import type { HarnessAgent } from './read-agents.js';
import type { Reading } from './reading.js';

/** What canonry's guard holds, where it and what it reads stand there as canonry wrote them. */
export interface Guarded {
  /** Exactly what the agent's definition said; absent where the guard does not hold this agent. */
  readonly policiesOf: (agent: HarnessAgent) => readonly Policy[] | undefined;
}

const SCOPES = ['project', 'user'] as const;

export function guardedIn(files: FileTree, asWritten: ReadonlySet<string>): Guarded {
  const isWhole = [PROGRAM, LIBRARY, POLICIES].every((path) => asWritten.has(path));
  const bytes = isWhole ? files.get(POLICIES)?.bytes : undefined;
  const policies = loadPolicies(() => (bytes === undefined ? '' : new TextDecoder().decode(bytes)));
  return {
    policiesOf: ({ key, file, says }) => {
      if (policies.kind === 'broken' || policies.unattended || !asWritten.has(file)) return undefined;
      const isHeld = says.hooks.some(({ command }) => SCOPES.some((scope) => command === agentCommand(scope, key)));
      return isHeld ? policies.agents.find(({ name }) => name === key)?.permissions : undefined;
    },
  };
}

/** A command that runs the guard for everybody, or for this agent. It is said by the policies that it holds. */
export function isGuard(command: string, agent?: string): boolean {
  return SCOPES.some((scope) => command === (agent === undefined ? guardCommand(scope) : agentCommand(scope, agent)));
}

/** What the guard allows runs unasked, but not past the rules that people have there. */
export function withRules(guarded: readonly Policy[], reading: Reading): readonly Policy[] {
  if (reading.rules.every(({ list }) => list === 'allow')) return guarded;
  const told = tellPolicies(reading, { file: '' }).permissions;
  return mergePermissions([{ permissions: guarded }, { permissions: told }]);
}

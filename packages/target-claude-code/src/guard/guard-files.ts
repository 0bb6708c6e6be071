import {
  compactJson,
  type Agent,
  type FileOutput,
  type JsonKeysOutput,
  type JsonValue,
  type Scope,
} from '@canonry/core';
import { GUARD_LIBRARY, serialisePolicies } from '@canonry/core/guard';
import { SETTINGS } from '../render/directories.js';
import { agentCommand, guardCommand, LIBRARY, POLICIES, PROGRAM } from './paths.js';
import { GUARD_PROGRAM } from './program-text.js';

/** The program, what it needs, and what the agents may do. */
export function guardFiles(agents: readonly Agent[], unattended: boolean): readonly FileOutput[] {
  return [
    file(LIBRARY, GUARD_LIBRARY),
    file(PROGRAM, GUARD_PROGRAM),
    file(POLICIES, serialisePolicies(agents, { unattended })),
  ];
}

/** Hooks of agents do not run before the person trusts the project; those of the settings do. */
export function guardSettings(scope: Scope, others: readonly JsonKeysOutput[]): JsonKeysOutput {
  const hooks = { kind: 'items', keys: ['hooks', 'PreToolUse'], items: [hookGroup(guardCommand(scope))] } as const;
  return { kind: 'json-keys', path: SETTINGS, entries: [hooks, ...others.flatMap(({ entries }) => entries)] };
}

/** What stands in the file of an agent, on one line. */
export function agentHooks(scope: Scope, agent: Agent): string {
  const hooks = new Map([['PreToolUse', [hookGroup(agentCommand(scope, agent.name))]]]);
  return compactJson(hooks);
}

/** Without a matcher it runs before every tool. */
function hookGroup(command: string): JsonValue {
  const hook = new Map([
    ['type', 'command'],
    ['command', command],
  ]);
  return new Map([['hooks', [hook]]]);
}

function file(path: string, text: string): FileOutput {
  return { kind: 'file', path, bytes: new TextEncoder().encode(text), executable: false };
}

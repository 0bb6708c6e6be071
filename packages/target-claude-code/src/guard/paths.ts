import type { Scope } from '@canonry/core';
import { GUARDS } from '../render/directories.js';

export const PROGRAM: string = `${GUARDS}guard.mjs`;
export const LIBRARY: string = `${GUARDS}canonry-guard.mjs`;
export const POLICIES: string = `${GUARDS}policies.json`;

/** The shell command that runs the guard, wherever the project or the home is. */
export function guardCommand(scope: Scope): string {
  const root = scope === 'user' ? '$HOME' : '$CLAUDE_PROJECT_DIR';
  return `node "${root}/${PROGRAM}" "${root}/${POLICIES}"`;
}

/** The same for one agent. Where the guard cannot even start, status 2 refuses the call. */
export function agentCommand(scope: Scope, agent: string): string {
  return `${guardCommand(scope)} ${agent} || exit 2`;
}

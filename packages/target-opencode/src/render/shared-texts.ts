import type { Agent, Finding, JsonKeysOutput, Output, Roster, Scope, TextFile } from '@canonry/core';
import { droppedFinding } from './losses.js';

const KINDS = ['rules', 'context'] as const;

/** Where things go, from the output root. */
interface Directories {
  readonly config: string;
  /** The same as `instructions` of opencode.json names it. */
  readonly instructions: string;
}

/** Skills, coding rules and context files that at least one agent names. */
export function renderTexts({ agents, skills, rules, context }: Roster, scope: Scope): readonly Output[] {
  const named = (kind: 'skills' | 'rules' | 'context', name: string): boolean =>
    agents.some((agent) => agent[kind].includes(name));
  const { config, instructions } = DIRECTORIES[scope];
  const texts = [...rules.filter(({ name }) => named('rules', name)).map((file) => ({ kind: 'rules', file })),
   ...context.filter(({ name }) => named('context', name)).map((file) => ({ kind: 'context', file }))];
  return [];
}

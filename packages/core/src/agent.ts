/** How strict a decision is: allow < ask < deny. */
export const ACTIONS = ['allow', 'ask', 'deny'] as const;
export type Action = (typeof ACTIONS)[number];

/** `primary`: people talk to it. `subagent`: other agents call it. `all`: both. */
export const MODES = ['primary', 'subagent', 'all'] as const;
export type Mode = (typeof MODES)[number];

/** The keys of an agent.toml, outside of its tables. */
export const AGENT_KEYS: readonly string[] = [
  'name',
  'display_name',
  'description',
  'mode',
  'tags',
  'skills',
  'rules',
  'context',
  'max_turns',
];

/** One `"pattern:action"` of an agent.toml. */
export interface Rule {
  readonly pattern: string;
  readonly action: Action;
}

/** What one `[permissions.TOOL]` table says; the last matching rule decides, else the intent. */
export interface Policy {
  readonly tool: string;
  readonly intent: Action;
  readonly rules: readonly Rule[];
}

/** One definition: `agents/NAME/agent.toml` and `agents/NAME/system-prompt.md`. */
export interface Agent {
  readonly name: string;
  readonly description: string;
  /** The name as people see it. */
  readonly displayName?: string;
  readonly mode: Mode;
  readonly tags: readonly string[];
  /** Names of skills, files at `skills/NAME/SKILL.md`. */
  readonly skills: readonly string[];
  /** Names of context files, at `context/NAME.md`. */
  readonly context: readonly string[];
  /** Names of coding rules, at `rules/NAME.md`. */
  readonly rules: readonly string[];
  readonly maxTurns?: number;
  /** In the order of the file. A tool that is absent is unspecified. */
  readonly permissions: readonly Policy[];
  /** The text of system-prompt.md; encoding it as UTF-8 gives the file's bytes back. */
  readonly prompt: string;
  /** Path of agent.toml below the source root, with `/`. */
  readonly file: string;
}

/** Where the prompt of an agent is, beside its agent.toml. */
export function promptFileOf({ file }: Pick<Agent, 'file'>): string {
  return file.replace(/[^/]*$/, 'system-prompt.md');
}

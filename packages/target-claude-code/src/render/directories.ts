/** Paths from the output root, which is the project or the home directory: Claude Code looks for the same ones in both. */
export const AGENTS = '.claude/agents/';
export const SKILLS = '.claude/skills/';
export const SETTINGS = '.claude/settings.json';
/** Every Markdown file below `.claude/rules` is read in every conversation, that of an agent too. */
export const TEXTS = '.claude/rules/canonry/';
/** What guards need. */
export const GUARDS = '.claude/canonry/';

/** Everything that may be written. */
export const OWNS: readonly string[] = [AGENTS, SKILLS, TEXTS, GUARDS, SETTINGS];

/** Every place that decides something in Claude Code; those below `~/` hold in every project. */
export const reads: readonly string[] = [
  '.claude/settings.json',
  '.claude/settings.local.json',
  '.claude/agents/',
  '.claude/skills/*/SKILL.md',
  '.claude/commands/',
  '~/.claude/settings.json',
  '~/.claude/agents/',
  '~/.claude/skills/*/SKILL.md',
  '~/.claude/commands/',
];

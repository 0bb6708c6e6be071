/** Every place that decides something in Claude Code; those below `~/` hold in every project. */
export const reads: readonly string[] = [
  '.claude/settings.json',
  '.claude/settings.local.json',
  '.claude/agents/',
  '~/.claude/settings.json',
  '~/.claude/agents/',
];

/** The names of tools that Claude Code knows, apart from those of MCP servers. */
export const KNOWN_TOOLS: ReadonlySet<string> = new Set(
  (
    'Agent AskUserQuestion Bash CronCreate CronDelete CronList Edit EnterPlanMode EnterWorktree ExitPlanMode ExitWorktree Glob ' +
    'Grep ListAgents ListMcpResourcesTool LS LSP Monitor MultiEdit NotebookEdit NotebookRead PowerShell Read ReadMcpResourceDirTool ' +
    'ReadMcpResourceTool ReportFindings ScheduleWakeup SendMessage ' +
    'Skill Task TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate TodoWrite ToolSearch WebFetch WebSearch Workflow Write'
  ).split(' '),
);

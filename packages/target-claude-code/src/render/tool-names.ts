/** The tools of Claude Code by which an agent does what a tool of ours is about. */
export const THEIR_TOOLS: ReadonlyMap<string, readonly string[]> = new Map([
  ['read', ['Read']],
  ['edit', ['Edit', 'Write', 'NotebookEdit']],
  ['bash', ['Bash', 'Monitor', 'PowerShell']],
  ['glob', ['Glob']],
  ['grep', ['Grep']],
  ['webfetch', ['WebFetch']],
  ['websearch', ['WebSearch']],
  ['question', ['AskUserQuestion']],
  ['task', ['Agent', 'Workflow']],
  ['skill', ['Skill']],
  ['todo', ['TaskCreate', 'TaskUpdate', 'TaskGet', 'TaskList', 'TodoWrite']],
]);

/** Tools that read what any server offers beside its tools. No rule about a server holds for them, and it asks about none. */
export const RESOURCES: readonly string[] = ['ListMcpResourcesTool', 'ReadMcpResourceDirTool', 'ReadMcpResourceTool'];

/** A server as a whole, and not one of its tools. */
export function isServer(tool: string): boolean {
  return /^mcp__(?:(?!__).)+$/.test(tool);
}

/** Its other tools; it asks about none of them. Only `*` is about these. */
export const OTHER_TOOLS: readonly string[] = [
  'CronCreate',
  'CronDelete',
  'CronList',
  'EnterPlanMode',
  'EnterWorktree',
  'ExitPlanMode',
  'ExitWorktree',
  'LSP',
  'ListAgents',
  'ReportFindings',
  'ScheduleWakeup',
  'SendMessage',
  'TaskOutput',
  'TaskStop',
];

export function theirTools(tool: string): readonly string[] {
  return THEIR_TOOLS.get(tool) ?? (tool.startsWith('mcp__') ? [tool] : []);
}

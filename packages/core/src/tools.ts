/** What a permission can be about, apart from `mcp__…` names and `*`. */
export const TOOLS = [
  'read',
  'edit',
  'bash',
  'glob',
  'grep',
  'list',
  'webfetch',
  'websearch',
  'question',
  'task',
  'skill',
  'external_directory',
  'todo',
  'doom_loop',
] as const;

export type Tool = (typeof TOOLS)[number];

/** Tools that decide on a subject (a command, a path, a URL, a name), and so may have rules. */
export const TOOLS_WITH_SUBJECT = [
  'read',
  'edit',
  'bash',
  'glob',
  'grep',
  'webfetch',
  'websearch',
  'task',
  'skill',
  'external_directory',
] as const satisfies readonly Tool[];

/** `mcp__SERVER` or `mcp__SERVER__TOOL`. */
export const MCP_TOOL = /^mcp__[A-Za-z0-9-](?:[A-Za-z0-9_-]*[A-Za-z0-9-])?$/;

/** True for every name that `[permissions.NAME]` can have. */
export function isTool(name: string): boolean {
  return name === '*' || MCP_TOOL.test(name) || TOOLS.some((known) => known === name);
}

/** Names other tools use for ours; only ever suggested, never accepted. */
export const TOOL_ALIASES: ReadonlyMap<string, Tool | '*'> = new Map<string, Tool | '*'>([
  ['write', 'edit'],
  ['multiedit', 'edit'],
  ['patch', 'edit'],
  ['apply_patch', 'edit'],
  ['shell', 'bash'],
  ['terminal', 'bash'],
  ['exec', 'bash'],
  ['fetch', 'webfetch'],
  ['web_fetch', 'webfetch'],
  ['search', 'websearch'],
  ['web_search', 'websearch'],
  ['ls', 'list'],
  ['find', 'glob'],
  ['subagent', 'task'],
  ['agent', 'task'],
  ['todowrite', 'todo'],
  ['todoread', 'todo'],
  ['ask', 'question'],
  ['all', '*'],
  ['any', '*'],
  ['default', '*'],
  ['**', '*'],
]);

import type { Rule } from '../decide/rule.js';
import type { List } from './harness-settings.js';
import { KNOWN_TOOLS } from './known-tools.js';

/** Why a rule never matches anything in Claude Code, if so. */
export function whyNoEffect({ tool, content }: Rule, list: List): string | undefined {
  const isMcp = tool.startsWith('mcp__');
  if (tool.includes('*'))
    return list === 'allow' && !isMcp ? 'in allow, a * counts only behind an MCP server' : undefined;
  if (!isMcp && !KNOWN_TOOLS.has(tool)) return 'there is no such tool';
  if (content === undefined) return undefined;
  if (isMcp) return 'tools of MCP servers take nothing in parentheses';
  if (PATHLESS.has(tool)) return 'only Edit(path) and Read(path) are about paths';
  if (tool === 'WebFetch' && !content.startsWith('domain:')) return 'pages are matched by WebFetch(domain:host) only';
  if (tool === 'Skill' && /[^ :]\*$/.test(content)) return 'a * counts only behind a space or a colon';
  if (tool === 'Bash' && content.includes('*') && OPERATOR.test(content))
    return 'each command of a line is matched by itself, and none holds an operator';
  return WITH_CONTENT.has(tool) ? undefined : 'it takes nothing in parentheses';
}

/** Stands between commands, or behind one. */
export const OPERATOR: RegExp = /[|&;<>\n]/;

const PATHLESS: ReadonlySet<string> = new Set(['Write', 'NotebookEdit', 'MultiEdit', 'Glob', 'Grep', 'LS']);
const WITH_CONTENT: ReadonlySet<string> = new Set(['Bash', 'Edit', 'Read', 'WebFetch', 'Skill', 'Agent', 'Task']);

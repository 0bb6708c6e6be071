import type { Question } from '@canonry/core';
import type { AgentFile } from './agent-file.js';
import { coversTool, type Rule } from './rule.js';

/** What Bash does as well: offered only to those who cannot use Bash. */
const INSTEAD_OF_BASH = new Set(['Glob', 'Grep']);
/** Tools that only the agent that a person talks to has. */
const ONLY_MAIN = new Set(['AskUserQuestion', 'EnterPlanMode', 'ExitPlanMode', 'ScheduleWakeup', 'Workflow']);
/** Tools that this version knows and never offers. */
const NEVER = new Set(['LS', 'MultiEdit', 'TodoWrite']);

/** Whether the agent has the tool at all. */
export function hasTool(
  tool: string,
  agent: AgentFile | undefined,
  role: Question['role'],
  deny: readonly Rule[],
): boolean {
  if (NEVER.has(tool) || (role === 'subagent' && ONLY_MAIN.has(tool))) return false;
  if (isRemoved(tool, deny) || agent?.disallowed.some((name) => isNamed(tool, name)) === true) return false;
  // Nobody has Bash: then all have them. Otherwise who names them and has no Bash.
  const isOffered =
    !INSTEAD_OF_BASH.has(tool) ||
    isRemoved('Bash', deny) ||
    (agent?.tools !== undefined && !hasTool('Bash', agent, role, deny));
  return isOffered && (agent?.tools === undefined || agent.tools.some((name) => isNamed(tool, name)));
}

function isRemoved(tool: string, deny: readonly Rule[]): boolean {
  return deny.some((rule) => coversTool(rule, tool, 'deny'));
}

/** A server's name stands for its tools. `*` takes nothing away. */
function isNamed(tool: string, name: string): boolean {
  return tool === name || (name.startsWith('mcp__') && tool.startsWith(`${name}__`));
}

import { ACTIONS, type Action } from './agent.js';
import { findingOf, type Finding, type KeyPath } from './diagnostic.js';
import { isTable } from './parse-toml.js';
import { showKey, showTable } from './text/key-path.js';
import { quote } from './text/quote.js';
import { TOOL_ALIASES, TOOLS, TOOLS_WITH_SUBJECT } from './tools.js';
import { showToolTable } from './unknown-tool.js';

/**
 * A key of an agent.toml that says a permission in the shape of another harness. The hint keeps its action: one that says
 * "remove it" would lose a restriction.
 */
export function explainPermissionKey(
  path: KeyPath,
  key: string,
  value: unknown,
  where: { readonly file: string; readonly agent: string },
): Finding | undefined {
  const hint = path.length === 0 ? adviseOnTool(key, value) : adviseOnPattern(path, key, value);
  if (hint === undefined) return undefined;
  const place = { kind: 'key', path: [...path, key] } as const;
  const parameters = { key: showKey(key), table: showTable(path, 'agent.toml'), known: '' };
  return findingOf('unknown-key', { ...where, place }, parameters, hint);
}

/** `"*" = "ask"` in the table of a tool is its intent. */
export function meantPermissionKey(path: KeyPath, key: string, value: unknown): string | undefined {
  return path.length === 2 && path[0] === 'permissions' && key === '*' && isAction(value) ? 'intent' : undefined;
}

/** `[bash]`, or `bash = "ask"`, at the top of the file. */
function adviseOnTool(key: string, value: unknown): string | undefined {
  const tool = TOOLS.find((known) => known === key) ?? TOOL_ALIASES.get(key.toLowerCase());
  if (tool === undefined) return undefined;
  if (isTable(value)) return `write ${showToolTable(tool)}`;
  return isAction(value) ? `write ${showToolTable(tool)}, and intent = ${quote(value)} below it` : undefined;
}

/** `"git *" = "allow"` in the table of a tool. */
function adviseOnPattern(path: KeyPath, key: string, value: unknown): string | undefined {
  if (path.length !== 2 || path[0] !== 'permissions' || !isAction(value)) return undefined;
  if (key === '*') return `write intent = ${quote(value)}`;
  if (!TOOLS_WITH_SUBJECT.some((tool) => tool === path[1])) return undefined;
  return `put ${quote(`${key}:${value}`)} into rules = […]`;
}

function isAction(value: unknown): value is Action {
  return ACTIONS.some((action) => action === value);
}

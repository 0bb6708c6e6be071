import { MCP_TOOL, TOOLS, type Action, type Rule } from '@canonry/core';

/** What OpenCode calls a tool of canonry in its permissions. */
export function harnessKeyOf(tool: string): string {
  return tool === 'todo' ? 'todowrite' : tool;
}

/** The tool of canonry that a key of OpenCode is about. */
export function toolOfKey(key: string): string | undefined {
  return TOOLS.find((tool) => harnessKeyOf(tool) === key);
}

/** What OpenCode does with a tool about which a configuration says nothing. */
export interface HarnessDefault {
  readonly action: Action;
  readonly rules: readonly Rule[];
}

const DEFAULTS: ReadonlyMap<string, HarnessDefault> = new Map<string, HarnessDefault>([
  [
    'read',
    {
      action: 'allow',
      rules: [
        { pattern: '*.env', action: 'ask' },
        { pattern: '*.env.*', action: 'ask' },
        { pattern: '*.env.example', action: 'allow' },
      ],
    },
  ],
  // It also opens directories of its own, which depend on the machine.
  ['external_directory', { action: 'ask', rules: [] }],
  ['doom_loop', { action: 'ask', rules: [] }],
  ['question', { action: 'deny', rules: [] }],
  ['plan_enter', { action: 'deny', rules: [] }],
  ['plan_exit', { action: 'deny', rules: [] }],
]);

export function harnessDefault(key: string): HarnessDefault {
  return DEFAULTS.get(key) ?? { action: 'allow', rules: [] };
}

const NO_EFFECT: ReadonlyMap<string, string> = new Map([
  ['write', 'only "edit" governs every tool that writes'],
  ['patch', 'only "edit" governs every tool that writes'],
  ['apply_patch', 'only "edit" governs every tool that writes'],
  ['multiedit', 'only "edit" governs every tool that writes'],
  ['todoread', 'there is no such tool'],
]);

/** Why a key of `permission` governs nothing in OpenCode, if so. */
export function whyNoEffect(key: string): string | undefined {
  if (NO_EFFECT.has(key)) return NO_EFFECT.get(key);
  const meant = toolOfKey(key.toLowerCase());
  return meant === undefined || toolOfKey(key) !== undefined ? undefined : `its tool is spelled "${key.toLowerCase()}"`;
}

/** The tool of an MCP server that a key names: `SERVER_*` or `SERVER_TOOL`. */
export interface McpKey {
  readonly tool: string;
  readonly server: string;
  /** True if the name of the server could also end elsewhere. */
  readonly isGuess: boolean;
}

export function mcpKeyOf(key: string, servers: readonly string[]): McpKey | undefined {
  const all = /^([^*?]+)_\*$/.exec(key)?.[1];
  if (all !== undefined) return validMcp({ tool: `mcp__${all}`, server: all, isGuess: false });
  if (/[*?]/.test(key) || NOT_MCP.has(key)) return undefined;
  const known = servers.filter((name) => key.startsWith(`${name}_`)).toSorted((a, b) => b.length - a.length)[0];
  const server = known ?? /^([^_]+)_/.exec(key)?.[1];
  if (server === undefined) return undefined;
  return validMcp({ tool: `mcp__${server}__${key.slice(server.length + 1)}`, server, isGuess: known === undefined });
}

/** Tools of OpenCode itself with an underscore. */
const NOT_MCP: ReadonlySet<string> = new Set(['plan_enter', 'plan_exit']);

function validMcp(key: McpKey): McpKey | undefined {
  return MCP_TOOL.test(key.tool) ? key : undefined;
}

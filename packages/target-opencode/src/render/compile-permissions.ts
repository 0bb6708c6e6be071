import type { Agent, Finding, Policy } from '@canonry/core';
import type { FilePlace } from './compile-files.js';
import { compilePolicy } from './compile-policy.js';
import { narrowedFindings, unheldFinding } from './losses.js';
import { isMatchedBy, mcpKeys } from './mcp-keys.js';
import { policiesToCompile } from './policies-to-compile.js';
import { listOf, type RuleList } from './rule-list.js';

/** The `permission` object of an agent, in the order in which OpenCode reads it. */
export interface Permissions {
  readonly keys: ReadonlyMap<string, RuleList>;
  readonly findings: readonly Finding[];
}

/** Our tools that have another name there. */
const KEYS: ReadonlyMap<string, string> = new Map([['todo', 'todowrite']]);

/** OpenCode refuses patterns for these, but not for a key that matches nothing else; such a key it does not know. */
const KEYS_FOR_PATTERNS: ReadonlyMap<string, string> = new Map([
  ['webfetch', 'webfetc?'],
  ['websearch', 'websearc?'],
]);

/** What OpenCode asks about by itself, and what `*` never stands for. */
const ASKED_BY_ITSELF = ['external_directory', 'doom_loop'] as const;

/** Its tools whose names could be those of tools of MCP servers. */
const LIKE_MCP: readonly string[] = [...ASKED_BY_ITSELF, 'apply_patch', 'plan_enter', 'plan_exit'];

/** An agent without policies gets no keys: OpenCode does what it would do without us. */
export function compilePermissions(agent: Agent, place: FilePlace): Permissions {
  const keys = new Map<string, RuleList>();
  const findings: Finding[] = [];
  const star = agent.permissions.find(({ tool }) => tool === '*');
  if (star !== undefined) keys.set('*', listOf(star.intent));
  for (const { key, action, tool, intent } of mcpKeys(agent.permissions)) {
    keys.set(key, listOf(action));
    const raised = { kind: 'narrowed', witness: null, old: intent, new: action } as const;
    if (action !== intent) findings.push(...narrowedFindings(agent, tool, [raised]));
    if (LIKE_MCP.some((name) => isMatchedBy(key, name))) findings.push(unheldFinding(agent, tool, key));
  }
  for (const policy of policiesToCompile(agent, place)) {
    const { list, differences } = compilePolicy(agent, policy, place);
    keys.set(keyFor(policy.tool, list), list);
    findings.push(...narrowedFindings(agent, policy.tool, differences));
  }
  if (!keys.has('bash')) findings.push(...addUnnamedShell(agent, star, keys, place));
  for (const name of ASKED_BY_ITSELF)
    if (!keys.has(name) && [...keys.keys()].some((key) => isMatchedBy(key, name))) keys.set(name, listOf('ask'));
  return { keys, findings };
}

function keyFor(tool: string, list: RuleList): string {
  return (list.length > 1 ? KEYS_FOR_PATTERNS.get(tool) : undefined) ?? KEYS.get(tool) ?? tool;
}

/** Also where nothing is said of bash itself: a redirect writes a file that may not be edited. */
function addUnnamedShell(
  agent: Agent,
  star: Policy | undefined,
  keys: Map<string, RuleList>,
  place: FilePlace,
): readonly Finding[] {
  const policy: Policy = { tool: 'bash', intent: star?.intent ?? 'allow', rules: [] };
  const { list, differences } = compilePolicy(agent, policy, place);
  if (list.length === 1) return [];
  keys.set('bash', star === undefined ? list.slice(1) : list);
  const old = star === undefined ? null : star.intent;
  return narrowedFindings(
    agent,
    'bash',
    differences.map((difference) => ({ ...difference, old })),
  );
}

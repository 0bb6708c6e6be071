import {
  findingOf,
  quote,
  strictest,
  type Agent,
  type Finding,
  type JsonObject,
  type JsonValue,
  type Policy,
  type Rule,
} from '@canonry/core';
import { matchesAll } from '../read/harness-rule.js';
import { harnessKeyOf } from '../read/harness-tools.js';
import { inJsOrder } from '../read/js-object.js';

export interface PlainPermission {
  /** Absent if the agent specifies nothing. */
  readonly permission?: JsonObject;
  readonly findings: readonly Finding[];
}

/** The `permission` of the legacy file that says what an agent's policies say. `keyOf` gives an agent's key by its name. */
export function plainPermission(agent: Agent, keyOf: ReadonlyMap<string, string>): PlainPermission {
  const { permissions } = agent;
  if (permissions.length === 0) return { findings: [] };
  const members = new Map<string, JsonValue>();
  const findings: Finding[] = [];
  for (const policy of inHarnessOrder(permissions)) {
    const { value, problem } = valueOf(policy, keyOf);
    const key = keyOfTool(policy.tool);
    members.set(key, value);
    if (problem === undefined) continue;
    const where = { file: agent.file, agent: agent.name, tool: policy.tool };
    findings.push(findingOf('legacy-unsayable', where, problem));
  }
  // Their `*` covers these too, ours does not.
  if (members.has('*'))
    for (const uncovered of ['external_directory', 'doom_loop'])
      if (!members.has(uncovered)) members.set(uncovered, 'ask');
  return { permission: members, findings };
}

/** The last one that matches wins there: what stands for many tools comes before what stands for one. */
function inHarnessOrder(permissions: readonly Policy[]): readonly Policy[] {
  return permissions.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ tool }: Policy): number {
  if (tool === '*') return 0;
  return isServer(tool) ? 1 : 2;
}

function isServer(tool: string): boolean {
  return /^mcp__(?:(?!__).)+$/.test(tool);
}

function keyOfTool(tool: string): string {
  if (!tool.startsWith('mcp__')) return harnessKeyOf(tool);
  const name = tool.slice('mcp__'.length);
  return isServer(tool) ? `${name}_*` : name.replace('__', '_');
}

/** Tools for which OpenCode takes no patterns. */
const FLAT: ReadonlySet<string> = new Set(['webfetch', 'websearch']);

function valueOf(
  { tool, intent, rules }: Policy,
  keyOf: ReadonlyMap<string, string>,
): { value: JsonValue; problem?: { rule: string; reason: string } } {
  if (rules.length === 0) return { value: intent };
  if (FLAT.has(tool)) {
    const value = strictest([intent, ...rules.map(({ action }) => action)]);
    return { value, problem: { rule: `the rules of ${tool}`, reason: 'OpenCode takes no patterns for it' } };
  }
  const map = new Map<string, JsonValue>([['*', intent]]);
  for (const { pattern, action } of rules) {
    if (matchesAll(pattern)) map.clear();
    const spelled = tool === 'task' ? (keyOf.get(pattern) ?? pattern) : pattern;
    const key = matchesAll(spelled) ? '*' : spelled;
    // Only the last of two rules with one pattern decides, and a repeated key would keep its first place.
    map.delete(key);
    map.set(key, action);
  }
  const moved = inJsOrder(map).findIndex(([key], index) => key !== [...map.keys()][index]);
  if (moved === -1) return { value: map };
  const rule = rules.find(({ pattern }) => pattern === inJsOrder(map)[moved]?.[0]);
  return { value: map, problem: { rule: showRule(rule), reason: 'OpenCode reads numbers before every other pattern' } };
}

function showRule(rule: Rule | undefined): string {
  return rule === undefined ? '' : quote(`${rule.pattern}:${rule.action}`);
}

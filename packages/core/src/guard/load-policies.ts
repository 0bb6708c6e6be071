import { ACTIONS, type Action, type Policy, type Rule } from '../agent.js';
import { isTool, TOOLS_WITH_SUBJECT } from '../tools.js';
import { FORMAT, VERSION, type GuardedAgent, type LoadedPolicies } from './policies.js';

/** Reads the document that `serialisePolicies` wrote. Whatever is wrong, the answer is `broken`, and never a throw. */
export function loadPolicies(read: () => string): LoadedPolicies {
  try {
    return parsePolicies(read());
  } catch (error) {
    return {
      kind: 'broken',
      reason: `they cannot be read (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

function parsePolicies(text: string): LoadedPolicies {
  const document: unknown = JSON.parse(text);
  if (!isObject(document) || document['format'] !== FORMAT) return broken(`they are not a ${FORMAT} document`);
  if (document['version'] !== VERSION) return broken(`they are not of version ${VERSION}, which this guard knows`);
  if (repeatsAKey(text, document)) return broken('a key stands in them twice');
  if (!isDocument(document)) return broken('they hold something that this guard does not know');
  return { kind: 'policies', unattended: document.unattended, agents: document.agents.map(agentOf) };
}

function broken(reason: string): LoadedPolicies {
  return { kind: 'broken', reason };
}

interface Document {
  readonly unattended: boolean;
  readonly agents: readonly AgentRow[];
}
interface AgentRow extends Omit<GuardedAgent, 'permissions'> {
  readonly permissions: readonly PolicyRow[];
}
interface PolicyRow extends Omit<Policy, 'rules'> {
  readonly rules: readonly string[];
}

function agentOf(row: AgentRow): GuardedAgent {
  return {
    ...row,
    permissions: row.permissions.map((policy) => ({
      ...policy,
      rules: policy.rules.flatMap((rule) => ruleOf(rule) ?? []),
    })),
  };
}

function ruleOf(text: string): Rule | undefined {
  const colon = text.lastIndexOf(':');
  const action = ACTIONS.find((known) => known === text.slice(colon + 1));
  return colon < 1 || action === undefined ? undefined : { pattern: text.slice(0, colon), action };
}

function isDocument(value: unknown): value is Document {
  return (
    isObject(value) &&
    hasKeys(value, ['format', 'version', 'unattended', 'agents']) &&
    typeof value['unattended'] === 'boolean' &&
    isListOf(value['agents'], isAgentRow) &&
    areDistinct(value['agents'].map(({ name }) => name))
  );
}

function isAgentRow(value: unknown): value is AgentRow {
  if (!isObject(value) || !hasKeys(value, ['name', 'permissions'], ['maxTurns'])) return false;
  const { name, maxTurns = 1, permissions } = value;
  return (
    isText(name) &&
    Number.isSafeInteger(maxTurns) &&
    Number(maxTurns) >= 1 &&
    isListOf(permissions, isPolicyRow) &&
    areDistinct(permissions.map(({ tool }) => tool))
  );
}

function isPolicyRow(value: unknown): value is PolicyRow {
  if (!isObject(value) || !hasKeys(value, ['tool', 'intent', 'rules'])) return false;
  const { tool, intent, rules } = value;
  if (!isText(tool) || !isTool(tool) || !isAction(intent) || !isListOf(rules, isRule)) return false;
  return rules.length === 0 || TOOLS_WITH_SUBJECT.some((known) => known === tool);
}

function isRule(value: unknown): value is string {
  return isText(value) && ruleOf(value) !== undefined;
}

function isAction(value: unknown): value is Action {
  return ACTIONS.some((action) => action === value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All of the required keys, and none that is not listed. */
function hasKeys(value: object, required: readonly string[], optional: readonly string[] = []): boolean {
  const keys = Object.keys(value);
  return required.every((key) => keys.includes(key)) && keys.every((key) => [...required, ...optional].includes(key));
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** `JSON.parse` keeps the last of two equal keys, and a merge gone wrong may leave both. */
function repeatsAKey(text: string, value: unknown): boolean {
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined);
  return written.length !== countKeys(value);
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((count: number, item) => count + countKeys(item), own);
}

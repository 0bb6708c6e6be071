import {
  comparePolicies,
  strictest,
  type Action,
  type Agent,
  type Difference,
  type Finding,
  type Policy,
} from '@canonry/core';
import { compileBash } from './compile-bash.js';
import { compileFiles, type FilePlace } from './compile-files.js';
import { compileLeaving } from './compile-leaving.js';
import { compileTexts } from './compile-texts.js';
import { isSafe, type Compiled } from './compiled.js';
import { narrowedFindings, startedFinding, unheldFinding } from './losses.js';
import { mcpKeys } from './mcp-keys.js';
import { policiesToCompile } from './policies-to-compile.js';
import { redirectRules } from './redirect-rules.js';
import { listOf, policyOfList, type RuleList } from './rule-list.js';
import { strictestDecision } from './strictest-decision.js';

/** The `permission` object of an agent, in the order in which OpenCode reads it. */
export interface Permissions {
  readonly keys: ReadonlyMap<string, RuleList>;
  readonly findings: readonly Finding[];
}

/** Our tools that have another name there. */
const KEYS: ReadonlyMap<string, string> = new Map([['todo', 'todowrite']]);

/** Tools for which OpenCode takes one action and no patterns. */
const FLAT: ReadonlySet<string> = new Set(['todo', 'question', 'webfetch', 'websearch', 'doom_loop', 'list']);

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
  for (const { key, action, tool } of mcpKeys(agent.permissions)) {
    keys.set(key, listOf(action));
    if (LIKE_MCP.some((name) => isMatchedBy(key, name))) findings.push(unheldFinding(agent, tool, key));
  }
  for (const policy of policiesToCompile(agent, place)) {
    const { list, differences } = compileSafely(agent, policy, place);
    keys.set(KEYS.get(policy.tool) ?? policy.tool, list);
    findings.push(...narrowedFindings(agent, policy.tool, differences));
  }
  findings.push(...startedByAnother(agent));
  if (!keys.has('bash')) findings.push(...addUnnamedShell(agent, star, keys, place));
  for (const name of ASKED_BY_ITSELF)
    if (!keys.has(name) && [...keys.keys()].some((key) => isMatchedBy(key, name))) keys.set(name, listOf('ask'));
  return { keys, findings };
}

/** What was started by another agent starts none itself, unless a person raises `subagent_depth`. */
function startedByAnother(agent: Agent): readonly Finding[] {
  const policy = ['task', '*'].flatMap((name) => agent.permissions.find(({ tool }) => tool === name) ?? [])[0];
  const actions = policy === undefined ? [] : [policy.intent, ...policy.rules.map(({ action }) => action)];
  const old = (['allow', 'ask'] as const).find((action) => actions.includes(action));
  return agent.mode === 'primary' || old === undefined ? [] : [startedFinding(agent, old)];
}

/** Also where nothing is said of bash itself: a redirect writes a file that may not be edited. */
function addUnnamedShell(
  agent: Agent,
  star: Policy | undefined,
  keys: Map<string, RuleList>,
  place: FilePlace,
): readonly Finding[] {
  const policy: Policy = { tool: 'bash', intent: star?.intent ?? 'allow', rules: [] };
  const { list, differences } = compile(agent, policy, place);
  if (list.length === 1) return [];
  keys.set('bash', star === undefined ? list.slice(1) : list);
  const old = star === undefined ? null : star.intent;
  return narrowedFindings(
    agent,
    'bash',
    differences.map((difference) => ({ ...difference, old })),
  );
}

function compileSafely(agent: Agent, policy: Policy, place: FilePlace): Compiled {
  const compiled = compile(agent, policy, place);
  const hardest = strictest([policy.intent, ...policy.rules.map(({ action }) => action)]);
  return isSafe(compiled) ? compiled : withOneAction(policy, hardest);
}

function compile(agent: Agent, policy: Policy, place: FilePlace): Compiled {
  const { tool } = policy;
  if (FLAT.has(tool)) return withOneAction(policy, oneActionFor(agent, policy));
  switch (tool) {
    case 'bash': {
      const redirects = [...redirectRules(agent, 'edit', '>'), ...redirectRules(agent, 'read', '<')];
      return compared(policy, compileBash(policy, redirects));
    }
    case 'read':
    case 'edit':
      return compileFiles(policy, place);
    case 'external_directory':
      return compileLeaving(policy);
    default:
      return compared(policy, compileTexts(policy));
  }
}

/** One action can only be the strictest that the policy ever comes to. */
function oneActionFor(agent: Agent, policy: Policy): Action {
  const action = strictestDecision({ ...agent, permissions: [policy] }, policy.tool) ?? policy.intent;
  // Whether a question may be put is never asked: with `ask` it would simply be put.
  return policy.tool === 'question' && action === 'ask' ? 'deny' : action;
}

function compared(policy: Policy, list: RuleList): Compiled {
  return { list, differences: comparePolicies(policy.tool, policy, policyOfList(policy.tool, list)) };
}

function withOneAction(policy: Policy, action: Action): Compiled {
  const list = listOf(action);
  if (policy.rules.length > 0) return compared(policy, list);
  const difference: Difference = { kind: 'narrowed', witness: null, old: policy.intent, new: action };
  return { list, differences: action === policy.intent ? [] : [difference] };
}

/** How OpenCode matches the key of a rule with the name of a tool. */
function isMatchedBy(key: string, name: string): boolean {
  return key === name || (key.endsWith('*') && name.startsWith(key.slice(0, -1)));
}

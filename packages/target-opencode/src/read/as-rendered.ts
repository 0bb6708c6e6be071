import { comparePolicies, type Agent, type Policy, type Rule, type Scope } from '@canonry/core';
import { compilePermissions } from '../render/compile-permissions.js';
import { policyOfList, type RuleList } from '../render/rule-list.js';
import { strictestDecision } from '../render/strictest-decision.js';
import { matchesAll, type HarnessRule } from './harness-rule.js';
import { policyBehindPaths } from './paths-as-rendered.js';

export interface AsRendered {
  /** The agent with its policies as they are translated rule by rule, but for redirects. */
  readonly agent: Agent;
  /** Its rules, as they stand in the file that canonry wrote. */
  readonly rules: readonly HarnessRule[];
  readonly scope: Scope;
  readonly pathPrefix: string;
}

/** What canonry adds to a policy about commands says nothing of its own, and no rule of canonry sees a redirect. */
export function isAboutRedirects({ permission, pattern }: HarnessRule): boolean {
  return permission === 'bash' && /[<>]/.test(pattern);
}

/**
 * The policies of which canonry made these rules: those for which it would write the same rules again. Several may be such;
 * of places outside of the work tree the strictest are taken. Absent if none are found.
 */
export function policiesRendered({ agent, rules, scope, pathPrefix }: AsRendered): readonly Policy[] | undefined {
  const lists = listsOf(rules);
  const written = JSON.stringify([...lists]);
  for (const permissions of candidates(agent.permissions, lists, pathPrefix))
    if (JSON.stringify([...render({ ...agent, permissions }, scope, pathPrefix)]) === written) return permissions;
  return undefined;
}

/** True if what the translated policies say of edit and read holds redirects as closely as these rules do. */
export function holdsRedirects({ agent, rules, scope, pathPrefix }: AsRendered): boolean {
  const written = listsOf(rules).get('bash') ?? [];
  const again = render(agent, scope, pathPrefix).get('bash') ?? [];
  const differences = comparePolicies('bash', asPolicy(written), asPolicy(again));
  return differences.every(({ kind }) => kind === 'narrowed');
}

function asPolicy(list: RuleList): Policy {
  const [first] = list;
  return first !== undefined && matchesAll(first.pattern)
    ? policyOfList('bash', list)
    : { tool: 'bash', intent: 'allow', rules: list };
}

function render(agent: Agent, scope: Scope, pathPrefix: string): ReadonlyMap<string, RuleList> {
  const place = { scope, pathPrefix, leaving: strictestDecision(agent, 'external_directory') };
  return compilePermissions(agent, place).keys;
}

function listsOf(rules: readonly HarnessRule[]): ReadonlyMap<string, RuleList> {
  const lists = new Map<string, readonly Rule[]>();
  for (const { permission, pattern, action } of rules)
    lists.set(permission, [...(lists.get(permission) ?? []), { pattern, action }]);
  return lists;
}

/** The simplest come first. */
function* candidates(
  translated: readonly Policy[],
  lists: ReadonlyMap<string, RuleList>,
  pathPrefix: string,
): Generator<readonly Policy[]> {
  const paths = (list: RuleList): RuleList => policyBehindPaths(list, pathPrefix);
  const guesses: readonly (readonly [tool: string, ways: readonly ((list: RuleList) => RuleList)[]])[] = [
    ['edit', [paths, asIs]],
    ['read', [paths, asIs]],
    ['bash', [withoutAdditions, withoutRedirects, asIs]],
  ];
  let found: readonly (readonly Policy[])[] = [translated];
  for (const [tool, ways] of guesses) {
    const list = lists.get(tool);
    if (list !== undefined) found = found.flatMap((one) => ways.flatMap((way) => guess(one, tool, way(list))));
  }
  yield* found;
}

/** What a list may have been made of: a policy of its own or, where it says nothing but one action, what `*` says. */
function guess(policies: readonly Policy[], tool: string, list: RuleList): readonly (readonly Policy[])[] {
  const others = policies.filter((policy) => policy.tool !== tool);
  const [first, ...rules] = list;
  if (first === undefined || !matchesAll(first.pattern)) return [others];
  const policy = { tool, intent: first.action, rules };
  const index = policies.findIndex((one) => one.tool === tool);
  const named = index === -1 ? [...policies, policy] : policies.with(index, policy);
  const star = policies.find((one) => one.tool === '*');
  return rules.length === 0 && star?.intent === first.action ? [others, named] : [named];
}

function asIs(list: RuleList): RuleList {
  return list;
}

function withoutRedirects(list: RuleList): RuleList {
  return list.filter(({ pattern }) => !/[<>]/.test(pattern));
}

function withoutAdditions(list: RuleList): RuleList {
  return withoutRedirects(list).filter(({ pattern }) => !pattern.startsWith('*=* '));
}

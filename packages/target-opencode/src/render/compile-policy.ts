import {
  comparePolicies,
  decidePolicy,
  isStricter,
  remembered,
  strictest,
  type Action,
  type Agent,
  type Difference,
  type Policy,
  type Rule,
} from '@canonry/core';
import { compileBash } from './compile-bash.js';
import { compileFiles, type FilePlace } from './compile-files.js';
import { compileLeaving } from './compile-leaving.js';
import { compileTexts } from './compile-texts.js';
import { isSafe, type Compiled } from './compiled.js';
import { redirectRules } from './redirect-rules.js';
import { listOf, policyOfList, type RuleList } from './rule-list.js';
import { strictestDecision } from './strictest-decision.js';

/** Tools for which OpenCode takes one action and no patterns. */
const FLAT: ReadonlySet<string> = new Set(['todo', 'question', 'doom_loop', 'list']);

/** A policy of the agent in OpenCode's words; a single action if nothing else is proved to open nothing. */
export function compilePolicy(agent: Agent, policy: Policy, place: FilePlace): Compiled {
  const key = JSON.stringify([agent.permissions, policy, place]);
  return compiledOf(key, () => compileAnew(agent, policy, place));
}

/** Many agents of a team may do the same. */
const compiledOf = remembered<Compiled>();

function compileAnew(agent: Agent, policy: Policy, place: FilePlace): Compiled {
  const redirects = policy.tool === 'bash' ? redirectsOf(agent) : [];
  const hardest = strictest([policy.intent, ...[...policy.rules, ...redirects].map(({ action }) => action)]);
  const compiled = isEntangled(policy) ? undefined : compile(agent, policy, place);
  return compiled !== undefined && isSafe(compiled) ? compiled : withOneAction(policy, hardest);
}

/** True if nobody could prove anything of it. */
function isEntangled(policy: Policy): boolean {
  const differences = comparePolicies(policy.tool, policy, policyOfList(policy.tool, listOf('deny')));
  return differences.some(({ kind, old }) => kind === 'unproved' && old === null);
}

function compile(agent: Agent, policy: Policy, place: FilePlace): Compiled {
  const { tool } = policy;
  if (FLAT.has(tool)) return withOneAction(policy, oneActionFor(agent, policy));
  switch (tool) {
    case 'bash':
      return withHiddenCommands(policy, compared(policy, compileBash(policy, redirectsOf(agent))));
    case 'read':
    case 'edit':
      return compileFiles(policy, place);
    case 'external_directory':
      return compileLeaving(policy);
    default:
      return compared(policy, compileTexts(policy));
  }
}

function redirectsOf(agent: Agent): readonly Rule[] {
  return [...redirectRules(agent, 'edit', '>'), ...redirectRules(agent, 'read', '<')];
}

/** `2>&1` is about no file and no part of a command's words, but of its text: rules for whole commands miss it. */
function withHiddenCommands(policy: Policy, { list, differences }: Compiled): Compiled {
  const found = [...differences];
  for (const { pattern } of policy.rules) {
    const command = pattern.replaceAll('*', '').replaceAll('?', 'x').trim();
    const witness = `${command} 2>&1`;
    const old = decidePolicy(policy, command).action;
    const now = decidePolicy(policyOfList('bash', list), witness).action;
    const isKnown = found.some((other) => other.old === old && other.new === now);
    if (isStricter(now, old) && !isKnown) found.push({ kind: 'narrowed', witness, old, new: now });
  }
  return { list, differences: found };
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
  const shown =
    policy.rules.length === 0 ? [] : compared(policy, list).differences.filter(({ kind }) => kind === 'narrowed');
  const old = [policy.intent, ...policy.rules.map((rule) => rule.action)].find((one) => one !== action);
  // Where no subject can be shown, it is said without one.
  const unshown: Difference[] = old === undefined ? [] : [{ kind: 'narrowed', witness: null, old, new: action }];
  return { list, differences: shown.length > 0 ? shown : unshown };
}

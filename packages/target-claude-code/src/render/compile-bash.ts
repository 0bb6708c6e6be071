import {
  combinePolicies,
  arePoliciesEqual,
  comparePolicies,
  permitsNoMore,
  rewritePolicy,
  type Policy,
  type Rule,
} from '@canonry/core';
import { losses } from './losses.js';
import type { Member } from './member.js';
import { actionsOf, distinct, holds, specified } from './policies.js';
import { effective, NO_RULES, withoutIdle, type Compiled, type RuleSets, type SpelledRule } from './shared-rules.js';
import { shownTruly } from './true-witness.js';
import { allowingCommands, denyingCommands, holdingCommands, isPassedOver } from './spell-command.js';

const TOOL = 'bash';
const BECAUSE =
  'rules of the settings hold for all agents, so one allows only what all of them may do, and what one must not do no other does';

/**
 * The rules about commands. What is allowed is what every agent that has Bash may do, so no agent opens anything for another;
 * what one of them is denied is denied to all.
 */
export function compileBash(members: readonly Member[], mayShare: boolean): Compiled {
  const users = members.filter((member) => holds(member, TOOL));
  const named = users.flatMap((member) => {
    const policy = specified(member.agent, TOOL);
    return policy === null ? [] : [{ member, policy }];
  });
  const sets = ruleSets(users, named, mayShare);
  const judged = named.map(({ member, policy }) => {
    const now = effective(TOOL, member, sets);
    return { member, policy, now, differences: comparePolicies(TOOL, policy, now) };
  });
  return {
    sets,
    refused: judged
      .filter(({ differences, now }) => !permitsNoMore(differences) || isIdle(now))
      .map(({ member }) => member),
    findings: judged.flatMap(({ member, policy, now, differences }) => {
      const shown = differences.flatMap((one) => shownTruly(one, { member, sets, policy, now }));
      return losses.narrowed(member.agent, TOOL, shown, BECAUSE);
    }),
  };
}

interface Named {
  readonly member: Member;
  readonly policy: Policy;
}

function ruleSets(users: readonly Member[], named: readonly Named[], mayShare: boolean): RuleSets {
  if (named.length === 0) return NO_RULES;
  const policies = distinct(named.map(({ policy }) => policy));
  const asking: Policy = { tool: TOOL, intent: 'ask', rules: [] };
  const isOpen = mayShare && named.length === users.length;
  const common = rewritten(combinePolicies(TOOL, isOpen ? policies : [...policies, asking]).policy);
  const denied = [...policies.map(rewritten), common].filter(({ intent }) => intent !== 'deny');
  const sets: RuleSets = {
    allow: common.intent === 'allow' ? allowingCommands('*') : spellAll(common.rules, 'allow', allowingCommands),
    ask: spellAll(common.rules, 'ask', holdingCommands),
    deny: denied.flatMap(({ rules }) => spellAll(rules, 'deny', denyingCommands)),
  };
  const read = (member: Member, rules: RuleSets): Policy => effective(TOOL, member, rules);
  const needed = withoutIdle(sets, users, (member, rules) => [read(member, rules)]);
  const isSame = (rules: RuleSets): boolean =>
    users.every((member) => arePoliciesEqual(TOOL, read(member, needed), read(member, rules)));
  return needed.allow.length === 0 ? needed : withPassedOver(needed, policies, isSame);
}

/**
 * An allow rule also allows what stands behind a wrapper that Claude Code passes over. So what is said about wrappers is said
 * there, too, although it would change nothing by our reading.
 */
function withPassedOver(needed: RuleSets, policies: readonly Policy[], isSame: (rules: RuleSets) => boolean): RuleSets {
  const strict = policies
    .flatMap(({ rules }) => rules)
    .filter(({ action, pattern }) => action !== 'allow' && isPassedOver(pattern))
    .flatMap(({ action, pattern }) => holdingCommands(pattern).map((rule) => ({ action, rule })));
  let result = needed;
  for (const { action, rule } of strict) {
    const denying = { ...result, deny: [...result.deny, rule] };
    const asking = { ...result, ask: [...result.ask, rule] };
    const isKnown = [...result.deny, ...result.ask].some(({ text }) => text === rule.text);
    if (!isKnown) result = [...(action === 'deny' ? [denying] : []), asking].find(isSame) ?? result;
  }
  return result;
}

function rewritten(policy: Policy): Policy {
  return rewritePolicy(policy, 'strictest-action').policy;
}

function spellAll(
  rules: readonly Rule[],
  action: Rule['action'],
  spell: (pattern: string) => readonly SpelledRule[],
): readonly SpelledRule[] {
  return rules.filter((rule) => rule.action === action).flatMap(({ pattern }) => spell(pattern));
}

/** Nothing is left to the agent; but reading commands would still run. */
function isIdle(now: Policy): boolean {
  return actionsOf(now).every((action) => action === 'deny');
}

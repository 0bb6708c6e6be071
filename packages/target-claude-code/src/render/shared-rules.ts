import { arePoliciesEqual, type Action, type Finding, type Policy } from '@canonry/core';
import { unlisted, type Member } from './member.js';

/** A rule of the settings, and the patterns of ours that mean the same. */
export interface SpelledRule {
  readonly text: string;
  /** Of a rule about paths: what it means for files of the project. */
  readonly meant: readonly string[];
  /** What it means for them only if the project is in the home. */
  readonly atHome?: readonly string[];
  /** What a rule about paths means for all other files. */
  readonly outside?: readonly string[];
}

/** The rules of one tool. Of those that match, deny comes before ask, and ask before allow. */
export interface RuleSets {
  readonly allow: readonly SpelledRule[];
  readonly ask: readonly SpelledRule[];
  readonly deny: readonly SpelledRule[];
}

/** What compiling one tool for all agents comes to. */
export interface Compiled {
  readonly sets: RuleSets;
  /** Agents that cannot have the tool with these rules, or whose mode is not true to their definition. */
  readonly refused: readonly Member[];
  readonly findings: readonly Finding[];
}

export const NO_RULES: RuleSets = { allow: [], ask: [], deny: [] };

/** The policy that an agent has under these rules, in our reading. */
export function effective(tool: string, member: Member, sets: RuleSets, otherwise = unlisted(member)): Policy {
  const rules = [
    ...asRules(sets.allow, 'allow'),
    ...asRules(sets.ask, unlisted(member)),
    ...asRules(sets.deny, 'deny'),
  ];
  return { tool, intent: otherwise, rules };
}

function asRules(list: readonly SpelledRule[], action: Action): Policy['rules'] {
  return list.flatMap(({ meant }) => meant.map((pattern) => ({ pattern, action })));
}

/** Each rule once. */
function once(rules: readonly SpelledRule[]): readonly SpelledRule[] {
  return [...new Map(rules.map((rule) => [rule.text, rule])).values()];
}

/**
 * Without rules that change nothing for any agent; `read` says what a member may do with such rules, wherever the project is.
 * That depends on nothing of the member but its mode.
 */
export function withoutIdle(
  sets: RuleSets,
  members: readonly Member[],
  read: (member: Member, sets: RuleSets) => readonly Policy[],
): RuleSets {
  let result: RuleSets = { allow: once(sets.allow), ask: once(sets.ask), deny: once(sets.deny) };
  const readers = [...new Map(members.map((member) => [member.mode, member])).values()];
  if (result.allow.length + result.ask.length + result.deny.length > MOST_RULES) return result;
  for (const name of ['allow', 'ask', 'deny'] as const)
    for (const rule of result[name]) {
      const shorter = { ...result, [name]: result[name].filter((one) => one !== rule) };
      const isIdle = readers.every((member) => {
        const after = read(member, shorter);
        return read(member, result).every((one, at) => arePoliciesEqual(one.tool, one, after[at] ?? null));
      });
      if (isIdle) result = shorter;
    }
  return result;
}

/** Beyond this many the search would take longer than it is worth: a rule too many only says something again. */
const MOST_RULES = 400;

/** The rules of several tools together. */
export function joined(all: readonly RuleSets[]): RuleSets {
  const of = (name: keyof RuleSets): readonly SpelledRule[] => once(all.flatMap((sets) => sets[name]));
  return { allow: of('allow'), ask: of('ask'), deny: of('deny') };
}

import {
  comparePolicies,
  permitsNoMore,
  rewritePolicy,
  type Action,
  type Difference,
  type Policy,
  type Rule,
} from '@canonry/core';
import { addressesAt, hostOf } from './hosts.js';
import { losses } from './losses.js';
import { unlisted, type Member } from './member.js';
import { actionsOf, holds, specified } from './policies.js';
import { effective, NO_RULES, type Compiled, type RuleSets, type SpelledRule } from './shared-rules.js';
import { theirTools } from './tool-names.js';
import { leversOf, mayUse, SEARCH } from './whole-tools.js';

/** Tools that it uses unasked where nothing is said. */
const UNASKED: ReadonlySet<string> = new Set(['task', 'skill', 'todo', 'glob', 'grep']);
/** Tools of which something can be held back by a rule of its own. Of names, one can only be denied: no rule asks about it. */
const HELD: ReadonlyMap<string, (rule: Rule) => HeldRule | undefined> = new Map([
  ['task', (rule: Rule) => heldName('Agent', rule)],
  ['skill', (rule: Rule) => heldName('Skill', rule)],
  ['webfetch', heldHost],
]);

interface WholeOptions {
  readonly mayShare: boolean;
  /** All files of a place are denied that the project may be in: then nothing is searched there. */
  readonly isProjectHidden: boolean;
}

interface HeldRule extends SpelledRule {
  readonly list: 'ask' | 'deny';
}

function heldName(name: string, { pattern }: Rule): HeldRule | undefined {
  if (!/^[a-z\d-]+$/i.test(pattern)) return undefined;
  return { text: `${name}(${pattern})`, meant: [pattern], list: 'deny' };
}

/** Of addresses, a rule knows the host alone: all of it is held back. It is never allowed, since that would be any scheme and port. */
function heldHost({ pattern, action }: Rule): HeldRule | undefined {
  const host = hostOf(pattern);
  if (host === undefined || action === 'allow') return undefined;
  return { text: `WebFetch(domain:${host})`, meant: [pattern, ...addressesAt(host)], list: action };
}

/**
 * The rules about a tool that is taken as a whole. It is allowed if every agent that has it may use it unasked. What one of
 * them has to ask about is asked about in all of them, unless that is allowed to another: then the agent does not get it.
 */
export function compileWhole(
  tool: string,
  members: readonly Member[],
  { mayShare, isProjectHidden }: WholeOptions,
): Compiled {
  const users = members.filter((member) => hasTool(member, tool));
  const wishes = users.map((member) => wishOf(member, tool));
  const named = wishes.filter(({ action }) => action !== null);
  const isAllowed = mayShare && !UNASKED.has(tool) && wishes.every(({ action }) => action === 'allow');
  const isAsked =
    UNASKED.has(tool) &&
    named.some(({ action }) => action === 'ask') &&
    named.every(({ action }) => action !== 'allow');
  const whole = (SEARCH.includes(tool) || tool === 'todo' ? theirTools(tool) : theirTools(tool).slice(0, 1)).map(
    (text): SpelledRule => ({ text, meant: ['*'] }),
  );
  const sets: RuleSets = {
    allow: isAllowed && isWholeServer(tool, members) ? whole : [],
    ask: isAsked ? whole : named.flatMap(({ held }) => held.filter(({ list }) => list === 'ask')),
    deny: named.flatMap(({ held }) => held.filter(({ list }) => list === 'deny')),
  };
  const used = users.length === 0 ? NO_RULES : sets;
  return { sets: used, ...judge(tool, members, used, isProjectHidden && SEARCH.includes(tool)) };
}

/** Tools that search are only there for who has no Bash. */
function hasTool(member: Member, tool: string): boolean {
  if (!holds(member, tool) || !mayUse(leversOf(member), tool)) return false;
  return !SEARCH.includes(tool) || !holds(member, 'bash');
}

interface Wish {
  /** What holds for the tool as a whole; null where nothing is specified. */
  readonly action: Action | null;
  /** What is stricter than that. */
  readonly held: readonly HeldRule[];
}

function wishOf({ agent }: Member, tool: string): Wish {
  const policy = specified(agent, tool);
  if (policy === null) return { action: null, held: [] };
  const spell = HELD.get(tool);
  const { intent, rules } = rewritePolicy(policy, 'strictest-action').policy;
  if (spell === undefined || intent === 'deny') return { action: strictestOf(policy), held: [] };
  const strict = rules.filter(({ action }) => action === 'deny' || (action === 'ask' && intent === 'allow'));
  const held = strict.map(spell).filter((rule) => rule !== undefined);
  return held.length < strict.length ? { action: strictestOf(policy), held: [] } : { action: intent, held };
}

function strictestOf(policy: Policy): Action {
  const actions = new Set(actionsOf(policy));
  return actions.has('deny') ? 'deny' : actions.has('ask') ? 'ask' : 'allow';
}

/** A rule about a server is about all of its tools: nobody may have another word about one of them. */
function isWholeServer(tool: string, members: readonly Member[]): boolean {
  return members.every(({ agent }) =>
    agent.permissions.every((policy) => !policy.tool.startsWith(`${tool}__`) || policy.intent !== 'ask'),
  );
}

function judge(
  tool: string,
  members: readonly Member[],
  sets: RuleSets,
  isHidden: boolean,
): Pick<Compiled, 'refused' | 'findings'> {
  const judged = members.flatMap((member) => {
    const policy = specified(member.agent, tool);
    if (policy === null) return [];
    const isThere = hasTool(member, tool);
    const isOpen = isThere && !isHidden;
    const otherwise = UNASKED.has(tool) ? 'allow' : unlisted(member);
    const now: Policy = isOpen ? effective(tool, member, sets, otherwise) : { tool, intent: 'deny', rules: [] };
    const because = isOpen || !SEARCH.includes(tool) ? BECAUSE : isThere ? HIDDEN : WITHOUT_BASH;
    return [{ member, because, differences: differencesOf(tool, policy, now) }];
  });
  return {
    refused: judged.filter(({ differences }) => !permitsNoMore(differences)).map(({ member }) => member),
    findings: judged.flatMap(({ member, because, differences }) =>
      losses.narrowed(member.agent, tool, differences, because),
    ),
  };
}

const BECAUSE = 'this tool is taken as a whole, and rules of the settings hold for all agents';
const WITHOUT_BASH = 'this tool is only there for agents that have no Bash';
const HIDDEN = 'files that one agent may not read are kept from all agents, and a project among them is not searched';

/** What is decided as a whole on both sides has no subject to show. */
function differencesOf(tool: string, old: Policy, now: Policy): readonly Difference[] {
  const isWhole = old.rules.length === 0 && now.rules.every(({ pattern }) => pattern === '*');
  const found = comparePolicies(tool, old, now);
  return isWhole ? found.map((difference) => ({ ...difference, witness: null })) : found;
}

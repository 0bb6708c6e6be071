import type { Policy } from '../agent.js';
import { isShownDifferent } from './differing-sample.js';
import { isPathTool, parsePattern } from './pattern.js';
import { pathDomain, type HomeMode } from './path-domain.js';
import { holdsAtPlainHomes } from './plain-homes.js';
import { policyAutomaton } from './policy-automaton.js';
import { remembered } from './remembered.js';
import { searchPairs, type DecisionPair, type Found, type Search } from './search.js';
import { DEAD, intersectDomains, textDomain, type SubjectDomain } from './subject-domain.js';
import { mayWiden, type Decision } from './strictness.js';
import { SAFE_UNITS, unquotedDomain } from './unquoted-domain.js';

/** One way in which two policies of a tool differ. */
export interface Difference {
  /** `unproved`: it depends on where the home directory is, or the proof was given up; to be treated as widened. */
  readonly kind: 'widened' | 'narrowed' | 'unproved';
  /** A subject on which they differ: unquoted if there is one, then shortest, printable, first. Null if the tool has no subjects, or none was found. */
  readonly witness: string | null;
  readonly old: Decision;
  readonly new: Decision;
}

export interface CompareOptions {
  /** How many situations may be looked at before the answer is "unproved". */
  readonly limit?: number;
}

/** What a tool may do: its policy, or null where nothing is specified. */
export type PolicyOrNone = Policy | null;

/** A second or so; twenty rules take a hundredth of it. Large policies get more, as much as they are longer. */
const LEAST_LIMIT = 200_000;
const LIMIT_FOR_EACH_UNIT = 20;

/** All differences on subjects of the tool: one for each pair of decisions, exact. None: the policies are proved equal. */
export function comparePolicies(
  tool: string,
  old: PolicyOrNone,
  now: PolicyOrNone,
  { limit = defaultLimit(old, now) }: CompareOptions = {},
): readonly Difference[] {
  if (isSamePolicy(old, now)) return [];
  return differencesOf(keyOf(tool, old, now, limit), () => findDifferences(tool, old, now, limit));
}

/** True if it is proved that there is no difference. It costs less than all differences, because the first one ends it. */
export function arePoliciesEqual(tool: string, a: PolicyOrNone, b: PolicyOrNone): boolean {
  if (isSamePolicy(a, b)) return true;
  const inDomain = (text: string): boolean => isSubject(tool, text);
  if (a !== null && b !== null && isShownDifferent({ ...a, tool }, { ...b, tool }, inDomain)) return false;
  const limit = defaultLimit(a, b);
  return equalityOf(keyOf(tool, a, b, limit), () => {
    const { automaton, from } = bothAtOnce(tool, a, b);
    if (from[0] === from[1]) return true;
    const homes: readonly HomeMode[] = hasHome(tool, a, b) ? ['typical', 'every'] : ['none'];
    return homes.every((home) => {
      const domain = allSubjects(tool, home);
      const search = { automaton, from, domain, fillers: printableUnits, wanted: differs, limit, isOneEnough: true };
      const { witnesses, isComplete } = searchPairs(search);
      return witnesses.length === 0 && isComplete;
    });
  });
}

// The same policies meet again and again: in agents that share them, and where a list of rules is built step by step.
const differencesOf = remembered<readonly Difference[]>();
const equalityOf = remembered<boolean>();

function keyOf(tool: string, old: PolicyOrNone, now: PolicyOrNone, limit: number): string {
  const textOf = (policy: PolicyOrNone): string => JSON.stringify(policy && [policy.intent, policy.rules]);
  return `${tool} ${limit} ${textOf(old)} ${textOf(now)}`;
}

function bothAtOnce(tool: string, old: PolicyOrNone, now: PolicyOrNone): Pick<Search, 'automaton' | 'from'> {
  const automaton = policyAutomaton();
  const stateOf = (policy: PolicyOrNone): number =>
    policy === null ? automaton.constant(null) : automaton.start({ ...policy, tool });
  return { automaton, from: [stateOf(old), stateOf(now)] };
}

function hasHome(tool: string, ...policies: readonly PolicyOrNone[]): boolean {
  return isPathTool(tool) && policies.some((policy) => policy !== null && mentionsHome(policy));
}

function findDifferences(tool: string, old: PolicyOrNone, now: PolicyOrNone, limit: number): readonly Difference[] {
  const { automaton, from } = bothAtOnce(tool, old, now);
  if (from[0] === from[1]) return [];
  const search = (domain: SubjectDomain, fillers: Search['fillers'], wanted: Search['wanted']): Found =>
    searchPairs({ automaton, from, domain, fillers, wanted, limit });

  const isAboutHome = hasHome(tool, old, now);
  const full = allSubjects(tool, isAboutHome ? 'typical' : 'none');
  const found = search(full, printableUnits, differs);
  const isFound = (pair: DecisionPair): boolean => hasPair(found, pair);
  const isWanted = (pair: DecisionPair): boolean => differs(pair) && isFound(pair);
  const unquoted = search(intersectDomains(full, unquotedDomain(tool)), () => SAFE_UNITS, isWanted);
  const printable = found.witnesses.some(({ witness }) => !isPrintable(witness))
    ? search(onlyPrintable(full), printableUnits, isWanted)
    : undefined;
  const every = isAboutHome
    ? search(allSubjects(tool, 'every'), safeUnitsFirst, (pair) => differs(pair) && !isFound(pair))
    : undefined;

  const isTrue = (candidate: Found['witnesses'][number]): boolean =>
    !isAboutHome || !candidate.witness.startsWith('~/') || holdsAtPlainHomes(automaton, from, candidate, limit);
  const shown = found.witnesses.map((pair): Difference => {
    const candidates = [
      ...unquoted.witnesses.filter((other) => isSamePair(pair, other)),
      ...(printable?.witnesses.filter(
        (other) => isSamePair(pair, other) && other.witness.length === pair.witness.length,
      ) ?? []),
      pair,
    ];
    const proved = candidates.find(isTrue);
    const { witness } = proved ?? candidates[0] ?? pair;
    const kind = proved === undefined ? 'unproved' : mayWiden(pair.old, pair.new) ? 'widened' : 'narrowed';
    return { kind, witness, old: pair.old, new: pair.new };
  });
  const unproved = (every?.witnesses ?? []).map((pair): Difference => ({ ...pair, kind: 'unproved' }));
  const isGivenUp = !found.isComplete || every?.isComplete === false;
  const givenUp: Difference[] = isGivenUp ? [{ kind: 'unproved', witness: null, old: null, new: null }] : [];
  return [...shown, ...unproved, ...givenUp];
}

/** True if no difference may let anybody do more, wherever the home directory is, and the proof was not given up. */
export function permitsNoMore(differences: readonly Difference[]): boolean {
  return differences.every(({ kind, old, new: now }) => kind !== 'widened' && old !== null && !mayWiden(old, now));
}

function defaultLimit(...policies: readonly PolicyOrNone[]): number {
  const rules = policies.flatMap((policy) => policy?.rules ?? []);
  return rules.reduce((limit, { pattern }) => limit + pattern.length * LIMIT_FOR_EACH_UNIT, LEAST_LIMIT);
}

/** The normal form of a policy that is written the same: no proof is needed. */
function isSamePolicy(a: PolicyOrNone, b: PolicyOrNone): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.intent === b.intent &&
    a.rules.length === b.rules.length &&
    a.rules.every((rule, index) => {
      const other = b.rules[index];
      return rule.pattern === other?.pattern && rule.action === other.action;
    })
  );
}

function mentionsHome({ rules, tool }: Policy): boolean {
  return rules.some(({ pattern }) => parsePattern(pattern, tool).isHome);
}

function allSubjects(tool: string, home: HomeMode): SubjectDomain {
  return isPathTool(tool) ? pathDomain(tool, home) : textDomain(tool);
}

/** True if the tool can be asked about this text, in a place that is not below home. */
export function isSubject(tool: string, text: string): boolean {
  const domain = allSubjects(tool, 'none');
  let state = domain.start;
  for (let index = 0; index < text.length && state !== DEAD; index += 1)
    state = domain.step(state, text.charCodeAt(index));
  return state !== DEAD && domain.ends(state);
}

function differs(pair: DecisionPair): boolean {
  return pair.old !== pair.new;
}

function hasPair({ witnesses }: Found, pair: DecisionPair): boolean {
  return witnesses.some((other) => isSamePair(pair, other));
}

function isSamePair(a: DecisionPair, b: DecisionPair): boolean {
  return a.old === b.old && a.new === b.new;
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** True if people see every character of the text. */
function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

function onlyPrintable(domain: SubjectDomain): SubjectDomain {
  return {
    ...domain,
    step: (state, unit) =>
      unit < 0x10000 && !isPrintable(String.fromCharCode(unit)) ? DEAD : domain.step(state, unit),
  };
}

function* printableUnits(): Iterable<number> {
  for (let unit = 0x20; unit < 0xd800; unit += 1) if (isPrintable(String.fromCharCode(unit))) yield unit;
}

function* safeUnitsFirst(): Iterable<number> {
  yield* SAFE_UNITS;
  yield* printableUnits();
}

import type { Action, Policy, Rule } from '../agent.js';
import { comparePolicies, permitsNoMore } from './compare-policies.js';
import { coversGlob, globsOf, intersectGlobs, patternsOf, type Glob } from './glob.js';
import { remembered } from './remembered.js';
import { simplifyPolicy } from './simplify-policy.js';
import { stricter, strictest } from './strictness.js';

export interface Combined {
  readonly policy: Policy;
  /** False: on some subjects it is stricter than each of the policies. */
  readonly isExact: boolean;
}

/** One policy that decides every subject like the strictest of these, and never more permissively. */
export function combinePolicies(tool: string, policies: readonly Policy[]): Combined {
  const [first, ...others] = policies;
  if (first === undefined) return { policy: { tool, intent: 'deny', rules: [] }, isExact: false };
  return others.reduce<Combined>(
    (combined, policy) => {
      const next = bothOf(keyOf(tool, combined.policy, policy), () => combineTwo(tool, combined.policy, policy));
      return { policy: next.policy, isExact: combined.isExact && next.isExact };
    },
    { policy: { ...first, tool }, isExact: true },
  );
}

const bothOf = remembered<Combined>();

function keyOf(tool: string, ...policies: readonly Policy[]): string {
  return JSON.stringify([tool, policies.map((policy) => [policy.tool, policy.intent, policy.rules])]);
}

/** A rule as the globs that it means; the intent is a rule for everything. */
interface Layer {
  readonly globs: readonly Glob[];
  readonly action: Action;
}

/**
 * Of two last matching rules, the pair is the last one among all pairs of matching rules, if these are ordered by the first
 * policy and then by the second. So a rule for each pair, about what both match, decides like both together.
 */
function combineTwo(tool: string, a: Policy, b: Policy): Combined {
  if (a.rules.length * b.rules.length > MOST_PAIRS) return { policy: strictestOf(tool, [a, b]), isExact: false };
  const rules: Rule[] = [];
  let isExact = true;
  const layers = layersOf(b);
  for (const left of layersOf(a))
    for (const [index, right] of layers.entries()) {
      const common = intersect(left.globs, right.globs, tool);
      const action = stricter(left.action, right.action);
      for (const pattern of common ?? []) rules.push({ pattern, action });
      if (common !== null) continue;
      // It covers more than both match, so it must be as strict as anything that may decide there.
      isExact = false;
      const below = layers.slice(0, index + 1);
      const safe = strictest([left.action, ...below.map((layer) => layer.action)]);
      for (const pattern of patternsOf(left.globs, tool) ?? ['*']) rules.push({ pattern, action: safe });
    }
  const policy = simplifyPolicy({ tool, intent: stricter(a.intent, b.intent), rules: withoutCovered(rules, tool) });
  const isSafe = [a, b].every((one) => permitsNoMore(comparePolicies(tool, one, policy)));
  return isSafe ? { policy, isExact } : { policy: strictestOf(tool, [a, b]), isExact: false };
}

/** Beyond this many nobody would wait for the proof, nor read what comes of it. */
const MOST_PAIRS = 10_000;

function layersOf({ tool, intent, rules }: Policy): readonly Layer[] {
  const everything: Layer = { globs: [{ isHome: false, text: '*' }], action: intent };
  return [everything, ...rules.map(({ pattern, action }) => ({ globs: globsOf(pattern, tool), action }))];
}

function intersect(left: readonly Glob[], right: readonly Glob[], tool: string): readonly string[] | null {
  const globs: Glob[] = [];
  for (const a of left)
    for (const b of right) {
      const common = intersectGlobs(a, b);
      if (common === null) return null;
      globs.push(
        ...common.filter((glob) => !globs.some((one) => one.text === glob.text && one.isHome === glob.isHome)),
      );
    }
  return patternsOf(globs, tool);
}

/** Without rules whose subjects all match one later rule: they can not decide. */
function withoutCovered(rules: readonly Rule[], tool: string): readonly Rule[] {
  const globs = rules.map(({ pattern }) => globsOf(pattern, tool));
  const isCovered = (inner: readonly Glob[], index: number): boolean =>
    globs.some((outer, later) => later > index && inner.every((one) => outer.some((other) => coversGlob(other, one))));
  return rules.filter((_, index) => !isCovered(globs[index] ?? [], index));
}

/** The strictest that any of them ever is, for everything. */
export function strictestOf(tool: string, policies: readonly Policy[]): Policy {
  const actions = policies.flatMap(({ intent, rules }) => [intent, ...rules.map(({ action }) => action)]);
  return { tool, intent: strictest(actions), rules: [] };
}

import type { PolicyAutomaton } from './policy-automaton.js';
import { FRESH, HOME } from './residual.js';
import type { DecisionPair } from './search.js';

/** States of the two policies that are compared. */
type Pair = readonly [number, number];

const SLASH = 0x2f;

/**
 * True if two policies decide a path below home like this wherever home is, as long as no pattern spells a part of it: a
 * `?` counts its characters, and a slash in a pattern its directories.
 */
export function holdsAtPlainHomes(
  automaton: PolicyAutomaton,
  from: Pair,
  { witness, old, new: now }: DecisionPair & { readonly witness: string },
  limit: number,
): boolean {
  let pairs = pairsAtHome(automaton, from, limit);
  if (pairs === undefined) return false;
  for (const character of witness.slice('~'.length).split('')) pairs = after(automaton, pairs, character.charCodeAt(0));
  return pairs.every(([a, b]) => automaton.decision(a) === old && automaton.decision(b) === now);
}

/** The states behind every such home directory, one name or more; nothing if there are too many. */
function pairsAtHome(automaton: PolicyAutomaton, from: Pair, limit: number): readonly Pair[] | undefined {
  const known = new Set<string>();
  const pending = after(automaton, after(automaton, [from], SLASH), FRESH);
  const inName: Pair[] = [];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (known.has(pair.join())) continue;
    if (automaton.work() + known.size > limit) return undefined;
    known.add(pair.join());
    inName.push(pair);
    pending.push(...after(automaton, [pair], FRESH), ...after(automaton, after(automaton, [pair], SLASH), FRESH));
  }
  return after(automaton, inName, HOME);
}

function after(automaton: PolicyAutomaton, pairs: readonly Pair[], unit: number): Pair[] {
  const next = new Map(
    pairs.map(([a, b]): [string, Pair] => {
      const pair: Pair = [automaton.step(a, unit), automaton.step(b, unit)];
      return [pair.join(), pair];
    }),
  );
  return [...next.values()];
}

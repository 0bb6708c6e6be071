import { TYPICAL_HOME, TYPICAL_HOME_UNITS } from './path-domain.js';
import { DECISIONS, type PolicyAutomaton } from './policy-automaton.js';
import { HOME } from './residual.js';
import { DEAD, type SubjectDomain } from './subject-domain.js';
import type { Decision } from './strictness.js';

/** Two decisions on one subject. */
export interface DecisionPair {
  readonly old: Decision;
  readonly new: Decision;
}

export interface Search {
  readonly automaton: PolicyAutomaton;
  /** The states of the two policies before any text. */
  readonly from: readonly [number, number];
  readonly domain: SubjectDomain;
  /** The units to take where any will do, best first. */
  readonly fillers: () => Iterable<number>;
  /** Only these pairs of decisions are looked for. */
  readonly wanted: (pair: DecisionPair) => boolean;
  readonly limit: number;
  /** One witness is enough: what comes behind it is not looked at. */
  readonly isOneEnough?: boolean;
}

export interface Found {
  /** For each pair of decisions the shortest subject, and the first in order among those. */
  readonly witnesses: readonly (DecisionPair & { readonly witness: string })[];
  /** False if the limit was reached: what was not found may exist. */
  readonly isComplete: boolean;
}

interface Node {
  readonly a: number;
  readonly b: number;
  readonly place: number;
  readonly parent: Node | undefined;
  readonly unit: number;
}

/** Reads both policies over all subjects at once, shorter ones first, and never the same situation twice. */
export function searchPairs({ automaton, from, domain, fillers, wanted, limit, isOneEnough = false }: Search): Found {
  const witnesses = new Map<string, DecisionPair & { readonly witness: string }>();
  const isOpen = (pair: DecisionPair): boolean => wanted(pair) && !witnesses.has(keyOf(pair));
  const worthwhile = new Map<number, boolean>();
  const isWorthwhile = (a: number, b: number): boolean => {
    const [ofA, ofB] = [automaton.reachable(a), automaton.reachable(b)];
    const known = worthwhile.get(ofA * 16 + ofB) ?? pairsOf(ofA, ofB).some(isOpen);
    worthwhile.set(ofA * 16 + ofB, known);
    return known;
  };
  const queue: Node[] = [{ a: from[0], b: from[1], place: domain.start, parent: undefined, unit: DEAD }];
  const visited = new Set<number>();
  for (let index = 0; index < queue.length; index += 1) {
    const node = queue[index];
    if (node === undefined || node.a === node.b || !isWorthwhile(node.a, node.b)) continue;
    const pair = { old: automaton.decision(node.a), new: automaton.decision(node.b) };
    if (domain.ends(node.place) && isOpen(pair)) {
      witnesses.set(keyOf(pair), { ...pair, witness: textOf(node) });
      if (isOneEnough) break;
      worthwhile.clear();
    }
    for (const unit of unitsAt(node, { automaton, domain, fillers })) {
      const place = domain.step(node.place, unit);
      if (place === DEAD) continue;
      const a = advance(automaton, node.a, unit);
      const b = advance(automaton, node.b, unit);
      const key = (a * 0x400000 + b) * 0x200 + place;
      if (a === b || visited.has(key)) continue;
      visited.add(key);
      queue.push({ a, b, place, parent: node, unit });
    }
    if (automaton.work() + queue.length > limit) return { witnesses: [...witnesses.values()], isComplete: false };
  }
  return { witnesses: [...witnesses.values()], isComplete: true };
}

function advance(automaton: PolicyAutomaton, state: number, unit: number): number {
  if (unit !== TYPICAL_HOME) return automaton.step(state, unit);
  let next = state;
  for (const part of TYPICAL_HOME_UNITS) next = automaton.step(next, part);
  return next;
}

/** All pairs of the decisions whose bits are set. */
function pairsOf(a: number, b: number): readonly DecisionPair[] {
  return decisionsOf(a).flatMap((old) => decisionsOf(b).map((now): DecisionPair => ({ old, new: now })));
}

function decisionsOf(bits: number): readonly Decision[] {
  return DECISIONS.filter((_, index) => (bits >> index) % 2 === 1);
}

function keyOf(pair: DecisionPair): string {
  return `${pair.old}>${pair.new}`;
}

/** The units that make a difference here, and one for all the others, in order. */
function unitsAt(
  { a, b, place }: Node,
  { automaton, domain, fillers }: Pick<Search, 'automaton' | 'domain' | 'fillers'>,
): readonly number[] {
  const units = new Set([...automaton.units(a), ...automaton.units(b), ...domain.units(place)]);
  for (const filler of fillers()) {
    if (units.has(filler)) continue;
    // A domain treats all units alike that it does not tell apart: one refused, all refused.
    if (domain.step(place, filler) !== DEAD) units.add(filler);
    break;
  }
  return [...units].toSorted((x, y) => x - y);
}

/** The subject that leads to a node. Whatever home directory it begins with is written `~`. */
function textOf(node: Node): string {
  const units: number[] = [];
  for (let at: Node | undefined = node; at?.parent !== undefined; at = at.parent) units.push(at.unit);
  units.reverse();
  const mark = units.findIndex((unit) => unit === HOME || unit === TYPICAL_HOME);
  const text = units
    .slice(mark + 1)
    .map((unit) => String.fromCharCode(unit))
    .join('');
  return mark === -1 ? text : `~${text}`;
}

import { ACTIONS, type Policy } from '../agent.js';
import { ANY, parsePattern } from './pattern.js';
import { FRESH, HOME, isUniversal, residualTable, type Residual } from './residual.js';
import type { Decision } from './strictness.js';

/**
 * What policies still have to decide, after some of a subject was read. States of all policies in one automaton share one
 * numbering: equal numbers decide every continuation alike, so most proofs end long before the subjects do.
 */
export interface PolicyAutomaton {
  /** The state before any text. */
  start(policy: Policy): number;
  /** A state that gives one decision, whatever follows. */
  constant(decision: Decision): number;
  /** The state after one unit, HOME or FRESH. */
  step(state: number, unit: number): number;
  /** The units that the state tells apart from all others. */
  units(state: number): readonly number[];
  /** The decision if the subject ends here. */
  decision(state: number): Decision;
  /** Every decision that some continuation might get, as bits in the order of DECISIONS: an upper bound. */
  reachable(state: number): number;
  /** How much was computed so far, in remainders of patterns that were looked at. */
  work(): number;
}

/** Rules next to each other with one action, as the remainders of their patterns: any of them matching is enough. */
interface Run {
  readonly action: Decision;
  readonly residuals: readonly number[];
}

interface State {
  /** The decision if none of the runs match. */
  readonly floor: Decision;
  /** The last one decides first. */
  readonly runs: readonly Run[];
  readonly next: Map<number, number>;
  readonly reachable: number;
  readonly units: readonly number[];
}

export function policyAutomaton(): PolicyAutomaton {
  const residuals = residualTable();
  const states: State[] = [];
  const numbers = new Map<string, number>();
  let work = 0;

  const intern = (floor: Decision, runs: readonly Run[]): number => {
    const key = `${code(floor)}${runs.map((run) => `;${code(run.action)}:${run.residuals.join()}`).join('')}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    const reachable = runs.reduce((bits, { action }) => bits | (1 << code(action)), 1 << code(floor));
    return states.push({ floor, runs, next: new Map(), reachable, units: unitsOf(runs, residuals.all) }) - 1;
  };
  const reach = (floor: Decision, runs: readonly Run[]): number => {
    for (const run of runs) work += run.residuals.length;
    const settled = settle(floor, runs, residuals.all);
    return intern(settled.floor, settled.runs);
  };
  const stateAt = (number: number): State => states[number] ?? NOWHERE;

  return {
    start: ({ tool, intent, rules }) =>
      reach(
        intent,
        rules.map(({ pattern, action }) => ({ action, residuals: [residuals.startOf(parsePattern(pattern, tool))] })),
      ),
    constant: (decision) => intern(decision, []),
    step: (number, unit) => {
      const state = stateAt(number);
      if (state.runs.length === 0) return number;
      const slot = unit === HOME || state.units.includes(unit) ? unit : FRESH;
      const known = state.next.get(slot);
      if (known !== undefined) return known;
      const runs = state.runs.map((run) => ({
        action: run.action,
        residuals: take(run.residuals, unit, residuals.all),
      }));
      const next = reach(state.floor, runs);
      state.next.set(slot, next);
      return next;
    },
    units: (number) => stateAt(number).units,
    decision: (number) => {
      const { floor, runs } = stateAt(number);
      const deciding = runs.findLast((run) => run.residuals.some((id) => residuals.all[id]?.ends));
      return deciding === undefined ? floor : deciding.action;
    },
    reachable: (number) => stateAt(number).reachable,
    work: () => work,
  };
}

const NOWHERE: State = { floor: null, runs: [], next: new Map(), reachable: 0, units: [] };

export const DECISIONS: readonly Decision[] = [...ACTIONS, null];

function code(decision: Decision): number {
  return DECISIONS.indexOf(decision);
}

function unitsOf(runs: readonly Run[], all: readonly Residual[]): readonly number[] {
  const units = new Set<number>();
  for (const run of runs)
    for (const id of run.residuals) {
      const head = all[id]?.head ?? ANY;
      if (head >= 0 && head !== HOME) units.add(head);
    }
  return [...units].toSorted((a, b) => a - b);
}

/** The remainders after one unit. The home mark stands between units: only a pattern that waits for it moves. */
function take(ids: readonly number[], unit: number, all: readonly Residual[]): readonly number[] {
  const taken = new Set<number>();
  for (const id of ids) {
    const residual = all[id];
    if (residual === undefined) continue;
    const { loops, head, tail } = residual;
    if (unit === HOME) taken.add(head === HOME ? tail : id);
    else {
      if (loops) taken.add(id);
      if (head === unit || head === ANY) taken.add(tail);
    }
  }
  return [...taken];
}

/** Leaves out what cannot matter any more, and brings the rest into the one form that its meaning has. */
function settle(
  floor: Decision,
  runs: readonly Run[],
  all: readonly Residual[],
): { readonly floor: Decision; readonly runs: readonly Run[] } {
  const top = runs.findLastIndex((run) => run.residuals.some((id) => all[id] !== undefined && isUniversal(all[id])));
  const ground = runs[top]?.action ?? floor;
  const merged: { readonly action: Decision; readonly residuals: Set<number> }[] = [];
  for (const { action, residuals } of runs.slice(top + 1)) {
    const last = merged.at(-1);
    if (residuals.length === 0 || (last === undefined && action === ground)) continue;
    if (last?.action !== action) merged.push({ action, residuals: new Set(residuals) });
    else for (const id of residuals) last.residuals.add(id);
  }
  return {
    floor: top === -1 ? floor : ground,
    runs: merged.map((run) => ({ action: run.action, residuals: withoutCovered(run.residuals, all) })),
  };
}

/** Behind a later star of the same pattern everything before it is covered: this keeps `*a*a*a…` linear. */
function withoutCovered(ids: ReadonlySet<number>, all: readonly Residual[]): readonly number[] {
  return [...ids].filter((id) => !ids.has(all[id]?.nextLoop ?? -1)).toSorted((a, b) => a - b);
}

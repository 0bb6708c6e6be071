import { HOME } from './residual.js';

/** The texts that a subject can be, as an automaton: no difference counts outside of them. */
export interface SubjectDomain {
  readonly start: number;
  /** The state after a unit, or DEAD. */
  step(state: number, unit: number): number;
  /** True if a subject may end here. */
  ends(state: number): boolean;
  /** The units that this state tells apart from others. */
  units(state: number): readonly number[];
}

export const DEAD = -1;

/** Every text a tool can be asked about: for bash any (quotes hold anything), for the others any but the empty one. */
export function textDomain(tool: string): SubjectDomain {
  const mayBeEmpty = tool === 'bash';
  return {
    start: 0,
    step: (_, unit) => (unit === 0 || unit >= HOME ? DEAD : 1),
    ends: (state) => mayBeEmpty || state === 1,
    units: () => [],
  };
}

/** Texts within both domains. */
export function intersectDomains(a: SubjectDomain, b: SubjectDomain): SubjectDomain {
  const pairs: (readonly [number, number])[] = [];
  const numbers = new Map<number, number>();
  const intern = (left: number, right: number): number => {
    if (left === DEAD || right === DEAD) return DEAD;
    const key = left * 0x10000 + right;
    const known = numbers.get(key) ?? pairs.push([left, right]) - 1;
    numbers.set(key, known);
    return known;
  };
  const pairAt = (state: number): readonly [number, number] => pairs[state] ?? [DEAD, DEAD];
  return {
    start: intern(a.start, b.start),
    step: (state, unit) => {
      const [left, right] = pairAt(state);
      return intern(a.step(left, unit), b.step(right, unit));
    },
    ends: (state) => {
      const [left, right] = pairAt(state);
      return a.ends(left) && b.ends(right);
    },
    units: (state) => {
      const [left, right] = pairAt(state);
      return [...new Set([...a.units(left), ...b.units(right)])];
    },
  };
}

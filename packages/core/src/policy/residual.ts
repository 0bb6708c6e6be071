import { ANY, type Pattern } from './pattern.js';

/**
 * What is left of a pattern to match, as a chain of single steps. Equal remainders of different patterns are one, by
 * number, so that policies which cannot differ any more are seen to be the same.
 */
export interface Residual {
  /** Before the step any text may pass. */
  readonly loops: boolean;
  /** The unit that the step takes, ANY, HOME or END. */
  readonly head: number;
  readonly tail: number;
  /** The text may end here. */
  readonly ends: boolean;
  /** The next remainder behind a star; it matches all that this one does. -1 without one. */
  readonly nextLoop: number;
}

/** Where the home directory ends: a mark between two units that only patterns beginning with `~/` take notice of. */
export const HOME = 0x10000;
/** A unit that no pattern spells. */
export const FRESH = HOME + 1;
const END = -2;
const LOWEST = END;
const HEADS = HOME - LOWEST + 1;

export interface Residuals {
  readonly all: readonly Residual[];
  startOf(pattern: Pattern): number;
}

export function residualTable(): Residuals {
  const all: Residual[] = [];
  const known = new Map<number, number>();
  const intern = (residual: Omit<Residual, 'nextLoop'>): number => {
    const flags = (residual.loops ? 2 : 0) + (residual.ends ? 1 : 0);
    const key = ((residual.tail + 1) * HEADS + residual.head - LOWEST) * 4 + flags;
    const found = known.get(key);
    if (found !== undefined) return found;
    const tail = all[residual.tail];
    const nextLoop = tail === undefined ? -1 : tail.loops ? residual.tail : tail.nextLoop;
    known.set(key, all.length);
    return all.push({ ...residual, nextLoop }) - 1;
  };
  return { all, startOf: (pattern) => startOf(pattern, intern) };
}

/** True if whatever follows matches. */
export function isUniversal(residual: Residual): boolean {
  return residual.loops && residual.head === END;
}

function startOf(
  { segments, isHome, hasOptionalTail }: Pattern,
  intern: (residual: Omit<Residual, 'nextLoop'>) => number,
): number {
  let next = -1;
  let pendingEnd = true;
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const segment = segments[index] ?? [];
    const isBehindStar = index > 0;
    if (pendingEnd) next = intern({ loops: isBehindStar && segment.length === 0, head: END, tail: -1, ends: true });
    pendingEnd = false;
    for (let at = segment.length - 1; at >= 0; at -= 1) {
      const ends = hasOptionalTail && index === segments.length - 2 && at === segment.length - 1;
      next = intern({ loops: isBehindStar && at === 0, head: segment[at] ?? ANY, tail: next, ends });
    }
  }
  return isHome ? intern({ loops: true, head: HOME, tail: next, ends: false }) : next;
}

import { isStricter, lossesOf, type Difference, type TargetLosses } from '@canonry/core';

export const TARGET = 'claude-code';

const told = lossesOf(TARGET);

export const losses: TargetLosses = {
  ...told,
  narrowed: (agent, tool, differences, because) => told.narrowed(agent, tool, differences.map(asNarrowed), because),
};

/** Stricter in some homes, and never more permissive, is stricter. */
function asNarrowed(difference: Difference): Difference {
  const { kind, old, new: now } = difference;
  const isNarrowed = kind === 'unproved' && old !== null && now !== null && isStricter(now, old);
  return isNarrowed ? { ...difference, kind: 'narrowed' } : difference;
}

import { isStricter, lossesOf, type Difference, type TargetLosses } from '@canonry/core';

export const TARGET = 'claude-code';

const told = lossesOf(TARGET);

export const losses: TargetLosses = {
  ...told,
  narrowed: (agent, tool, differences, because) => {
    const isProved = differences.some(({ kind }) => kind === 'narrowed');
    return told.narrowed(agent, tool, isProved ? differences : differences.map(asNarrowed), because);
  },
};

/** What is stricter in some homes only, where nothing else is. */
function asNarrowed(difference: Difference): Difference {
  const { kind, old, new: now } = difference;
  const isNarrowed = kind === 'unproved' && old !== null && now !== null && isStricter(now, old);
  return isNarrowed ? { ...difference, kind: 'narrowed' } : difference;
}

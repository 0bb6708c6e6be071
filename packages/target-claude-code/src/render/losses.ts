import { lossesOf, type TargetLosses } from '@canonry/core';

export const TARGET = 'claude-code';

export const losses: TargetLosses = lossesOf(TARGET);

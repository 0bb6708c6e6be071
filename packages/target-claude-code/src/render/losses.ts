import { lossesOf } from '@canonry/core';

export const TARGET = 'claude-code';

export const losses = lossesOf(TARGET);

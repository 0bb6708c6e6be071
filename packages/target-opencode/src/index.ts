import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';

export const opencode: Target = {
  ...declaration,
  owns: [],
  reads: [],
  owned: [],
  render: () => ({ outputs: [], findings: [] }),
  decide: () => ({ decision: 'allow' }),
};

import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { read } from './read/read.js';

export const opencode: Target = {
  ...declaration,
  owns: [],
  owned: [],
  render: () => ({ outputs: [], findings: [] }),
  decide: () => ({ decision: 'allow' }),
  read,
};

import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { decide } from './decide/decide.js';
import { owned } from './decide/owned-cases.js';

export const claudeCode: Target = {
  ...declaration,
  owns: [],
  owned,
  render: () => ({ outputs: [], findings: [] }),
  decide,
};

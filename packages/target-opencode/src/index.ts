import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { decide, owned } from './decide/decide.js';

export const opencode: Target = {
  ...declaration,
  owns: [],
  owned,
  render: () => ({ outputs: [], findings: [] }),
  decide,
};

import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { decide, owned } from './decide/decide.js';
import { reads } from './decide/reads.js';

export const opencode: Target = {
  ...declaration,
  program: 'opencode',
  needsGit: true,
  owns: [],
  reads,
  owned,
  render: () => ({ outputs: [], findings: [] }),
  decide,
};

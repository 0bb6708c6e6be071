import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { decide, owned } from './decide/decide.js';
import { reads } from './decide/reads.js';
import { unseen } from './decide/unseen.js';
import { render } from './render/render.js';
import { read } from './read/read.js';

export const opencode: Target = {
  ...declaration,
  program: 'opencode',
  needsGit: true,
  reads,
  unseen,
  owned,
  render,
  decide,
  read,
};

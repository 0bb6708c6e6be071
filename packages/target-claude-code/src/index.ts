import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { decide } from './decide/decide.js';
import { owned } from './decide/owned-cases.js';
import { discards } from './decide/discards.js';
import { patternsOf } from './decide/patterns-of.js';
import { reads } from './decide/reads.js';
import { trust } from './decide/trust.js';
import { unseen } from './decide/unseen.js';
import { read } from './read/read.js';
import { render } from './render/render.js';

export const claudeCode: Target = {
  ...declaration,
  program: 'claude',
  needsGit: false,
  trust,
  reads,
  unseen,
  owned,
  render,
  decide,
  patternsOf,
  discards,
  read,
};

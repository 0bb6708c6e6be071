import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { decide, owned } from './decide/decide.js';
import { OWNS } from './render/directories.js';
import { render } from './render/render.js';

export const opencode: Target = {
  ...declaration,
  owns: OWNS,
  owned,
  render,
  decide,
};

import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { definitions } from './decide/agent-files.js';
import { decide, owned } from './decide/decide.js';
import { linesAbout } from './decide/lines-about.js';
import { reads } from './decide/reads.js';
import { sealed } from './decide/sealed.js';
import { unseen } from './decide/unseen.js';
import { render } from './render/render.js';
import { read } from './read/read.js';

export const opencode: Target = {
  ...declaration,
  program: 'opencode',
  measured: { oldest: '1.18.33', newest: '1.18.33' },
  personal: {
    places: [
      '.config/opencode/agent/',
      '.config/opencode/agents/',
      '.config/opencode/mode/',
      '.config/opencode/modes/',
    ],
    counts: true,
    outcome: 'the two are merged, and what only yours says holds too',
  },
  needsGit: true,
  reads,
  sealed,
  unseen,
  owned,
  render,
  decide,
  definitions,
  linesAbout,
  read,
};

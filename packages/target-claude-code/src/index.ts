import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { definitions } from './decide/agent-file.js';
import { decide } from './decide/decide.js';
import { linesAbout } from './decide/lines-about.js';
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
  measured: { oldest: '2.1.197', newest: '2.1.329' },
  personal: { places: ['.claude/agents/'], counts: false, outcome: 'in this project the one of the project counts' },
  needsGit: false,
  trust,
  reads,
  sealed: ['.claude/agents/', '.claude/commands/', '.claude/skills/', '.claude/settings.json'],
  unseen,
  owned,
  render,
  decide,
  patternsOf,
  discards,
  definitions,
  linesAbout,
  read,
};

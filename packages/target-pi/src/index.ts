import type { Target } from '@canonry/core';
import { declaration } from './declaration.js';
import { decide } from './decide/decide.js';
import { linesAbout } from './decide/lines-about.js';
import { owned } from './decide/owned-cases.js';
import { definitions } from './read/read-specialist.js';
import { reads } from './decide/reads.js';
import { trust } from './decide/trust.js';
import { unseen } from './decide/unseen.js';
import { read } from './read/read.js';
import { render } from './render/render.js';

export const pi: Target = {
  ...declaration,
  program: 'pi',
  measured: { oldest: '0.74.2', newest: '1.5.2' },
  personal: {
    places: ['.pi/agent/agents/'],
    counts: true,
    outcome: "the subagent extension of Pi's examples takes yours, unless a call asks for those of the project",
  },
  needsGit: false,
  trust,
  reads,
  sealed: ['.pi/agent/agents/', '.pi/agent/extensions/', '.pi/agent/settings.json'],
  unseen,
  owned,
  render,
  decide,
  definitions,
  linesAbout,
  read,
};

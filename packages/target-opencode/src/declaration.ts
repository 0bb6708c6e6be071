import type { TargetDeclaration } from '@canonry/core';
import { OWNS } from './render/directories.js';

/** What canonry.toml may say about OpenCode. Apart from the target itself, so that reading it loads nothing else. */
export const declaration: TargetDeclaration = {
  name: 'opencode',
  enforcement: 'declarative',
  // Its own settings hold a policy; there is nothing that a guard could add.
  enforcements: ['declarative'],
  owns: OWNS,
  options: [
    {
      name: 'agents_directory',
      type: 'text',
      values: ['agent', 'agents'],
      description: 'The directory below .opencode in which agents are written: OpenCode reads both. Default `agent`.',
    },
  ],
};

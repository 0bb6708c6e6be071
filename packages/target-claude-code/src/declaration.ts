import type { TargetDeclaration } from '@canonry/core';
import { OWNS } from './render/directories.js';

/** What canonry.toml may say about Claude Code. Apart from the target itself, so that reading it loads nothing else. */
export const declaration: TargetDeclaration = {
  name: 'claude-code',
  enforcement: 'declarative',
  owns: OWNS,
  options: [
    {
      name: 'shared_allow',
      type: 'boolean',
      description:
        'Whether what every rendered agent may do unasked is allowed in the settings, where the main conversation gets it too (true without this).',
    },
  ],
};

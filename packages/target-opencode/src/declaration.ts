import type { TargetDeclaration } from '@canonry/core';

/** What canonry.toml may say about OpenCode. Apart from the target itself, so that reading it loads nothing else. */
export const declaration: TargetDeclaration = {
  name: 'opencode',
  enforcement: 'declarative',
  options: [],
};

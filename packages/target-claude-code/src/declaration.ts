import type { TargetDeclaration } from '@canonry/core';

/** What canonry.toml may say about Claude Code. Apart from the target itself, so that reading it loads nothing else. */
export const declaration: TargetDeclaration = {
  name: 'claude-code',
  enforcement: 'declarative',
  owns: ['.claude/agents/', '.claude/skills/', '.claude/canonry/', '.claude/settings.json'],
  options: [
    {
      name: 'shared_allow',
      type: 'boolean',
      description:
        'Whether what every rendered agent may do unasked is allowed in the settings, where the main conversation gets it too (true without this).',
    },
  ],
};

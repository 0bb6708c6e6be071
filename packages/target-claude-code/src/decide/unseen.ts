import type { UnseenSource } from '@canonry/core';

/** What adds to Claude Code's configuration or moves it. */
export const unseen: readonly UnseenSource[] = [
  { kind: 'variable', name: 'CLAUDE_CONFIG_DIR', usual: '~/.claude' },
  { kind: 'place', path: '/etc/claude-code' },
];

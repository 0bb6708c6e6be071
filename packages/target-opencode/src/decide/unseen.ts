import type { UnseenSource } from '@canonry/core';

/** What adds to OpenCode's configuration, moves it, or leaves the project's out. */
const VARIABLES = [
  'OPENCODE_CONFIG',
  'OPENCODE_CONFIG_CONTENT',
  'OPENCODE_CONFIG_DIR',
  'OPENCODE_DISABLE_PROJECT_CONFIG',
  'OPENCODE_PERMISSION',
  'OPENCODE_TEST_HOME',
  'OPENCODE_TEST_MANAGED_CONFIG_DIR',
];

export const unseen: readonly UnseenSource[] = [
  ...VARIABLES.map((name) => ({ kind: 'variable', name }) as const),
  { kind: 'variable', name: 'XDG_CONFIG_HOME', usual: '~/.config' },
  { kind: 'place', path: '/etc/opencode' },
];

import type { UnseenSource } from '@canonry/core';

/** Where Pi keeps what is a person's own. */
export const unseen: readonly UnseenSource[] = [
  { kind: 'variable', name: 'PI_CODING_AGENT_DIR', usual: '~/.pi/agent' },
];

import type { TargetDeclaration } from '@canonry/core';

/** The one list of targets. Adding a target means adding it here. */
export const targets: readonly TargetDeclaration[] = [
  { name: 'opencode', enforcement: 'declarative', options: [] },
  { name: 'claude-code', enforcement: 'declarative', options: [] },
  {
    name: 'pi',
    enforcement: 'guard',
    options: [{ name: 'primary', type: 'text', description: "The primary agent that Pi's single system prompt is." }],
  },
];

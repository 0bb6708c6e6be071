import type { TargetDeclaration } from '@canonry/core';
import { OWNS } from './render/directories.js';

/** What canonry.toml may say about Pi. Apart from the target itself, so that reading it loads nothing else. */
export const declaration: TargetDeclaration = {
  name: 'pi',
  // It has no permissions of its own.
  enforcement: 'guard',
  owns: OWNS,
  options: [
    { name: 'primary', type: 'text', description: "The primary agent that Pi's single system prompt is." },
    {
      name: 'system_prompt',
      type: 'text',
      values: ['replace', 'append'],
      description:
        "Whether the primary agent's prompt takes the place of Pi's own or stands behind it. Default `replace`.",
    },
  ],
};

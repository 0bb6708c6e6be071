import type { Policy } from '@canonry/core';
import { PI_TOOLS } from '../render/tools.js';
import { read } from './read.js';

const NAMES = ['SYSTEM.md', 'APPEND_SYSTEM.md', 'settings.json', 'agents', 'canonry', 'skills'];

/** Where Pi and the packages that bring subagents look, and what it makes of it. */
export const reader = {
  places: [
    ...['.pi', '.pi/agent'].flatMap((directory) => NAMES.map((name) => `${directory}/${name}`)),
    'AGENTS.md',
    '.pi/agent/AGENTS.md',
    '.agents/skills',
  ],
  more: (): readonly string[] => [],
  read,
  unspecified,
};

/** Pi asks about nothing; some of its tools it offers only to those who name them. */
function unspecified(tool: string): Policy {
  const isHidden = PI_TOOLS.some((one) => one.tool === tool && !one.isOn);
  return { tool, intent: isHidden ? 'deny' : 'allow', rules: [] };
}

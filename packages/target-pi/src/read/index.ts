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
};

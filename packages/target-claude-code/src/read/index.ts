import { read } from './read.js';

/** Where Claude Code looks, and what it makes of it. */
export const reader = {
  places: ['.claude'],
  more: (): readonly string[] => [],
  read,
};

import { expect, it } from 'vitest';
import { directoriesAbove } from './directories-above.js';

it('finds what leads to paths of a home, once and outermost first', () => {
  expect(directoriesAbove(['.pi/agent/agents/', '.mcp.json', '.config/git/config', '.pi/agent/settings.json'])).toEqual(
    ['.config', '.config/git', '.pi', '.pi/agent'],
  );
  expect(directoriesAbove([])).toEqual([]);
});

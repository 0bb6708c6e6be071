import { expect, it } from 'vitest';
import { homeFile } from './home-file.js';
import { sealFiles } from './seal-files.js';

it('fills each place to which nothing is rendered, once', () => {
  const harnesses = [{ sealed: ['a/', 'b/', 'c.json', 'd.json'] }, { sealed: ['b/', 'e/'] }, {}];
  const outputs = [homeFile('a/x/y.md', ''), homeFile('c.json', '1'), homeFile('d.jsonc', '')];
  const filled = sealFiles(harnesses, outputs);
  expect(filled.map(({ path }) => path)).toEqual(['b/.canonry', 'd.json', 'e/.canonry']);
  expect(new TextDecoder().decode(filled[1]?.bytes)).toBe('{}\n');
});

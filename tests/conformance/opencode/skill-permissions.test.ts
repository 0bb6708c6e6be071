import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openCode } from './binary.js';

it('has no word for what a skill wants to be permitted', () => {
  const program = readFileSync(openCode());
  expect(['SKILL.md', 'allowed-tools'].map((word) => program.includes(word))).toEqual([true, false]);
});

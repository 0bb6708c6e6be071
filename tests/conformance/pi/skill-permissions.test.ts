import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FLOOR, installPi, NEWEST } from './binary.js';

it.each([NEWEST, FLOOR])('has no word for what a skill wants to be permitted: Pi %s', (version) => {
  const dist = join(installPi(version).directory, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const programs = files.map((name) => readFileSync(join(dist, name), 'utf8'));
  const isIn = (word: string): boolean => programs.some((text) => text.includes(word));
  expect(['disable-model-invocation', 'allowed-tools'].map(isIn)).toEqual([true, false]);
});

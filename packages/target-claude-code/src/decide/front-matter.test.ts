import { expect, it } from 'vitest';
import { endsTooSoon, takeApart, takeApartAsMeant } from './front-matter.js';

it.each([
  ['---\nname: a\n---\nGo.', { name: 'a' }, 'Go.', false],
  ['---\nname: a\n---\nGo.\n---\nOn.', { name: 'a' }, 'Go.\n---\nOn.', false],
  ['---\r\nname: a\r\n---\r\nGo.', { name: 'a' }, 'Go.', false],
  ['---\nname: a---b\ntools: Read\n---\nGo.', { name: 'a' }, 'b\ntools: Read\n---\nGo.', true],
  ["---\nname: a\nx: 'y: ---'\ntools: Read\n---\nGo.", undefined, undefined, true],
  [String.raw`---\nname: "a\x2d--b"\n---\nGo.`.replaceAll('\\n', '\n'), { name: 'a---b' }, 'Go.', false],
])('reads the keys of %j as Claude Code does', (text, record, body, isCut) => {
  expect([takeApart(text)?.record, takeApart(text)?.body]).toEqual([record, body]);
  expect(endsTooSoon(text)).toBe(isCut);
});

it('knows what was meant', () => {
  const text = '---\nname: a---b\ntools: Read\n---\nGo.';
  expect(takeApartAsMeant(text)).toMatchObject({ record: { name: 'a---b', tools: 'Read' }, body: 'Go.' });
});

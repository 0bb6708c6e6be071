import { expect, it } from 'vitest';
import { displayWidth, truncateToWidth } from './display-width.js';

it.each([
  ['ASCII', 'reader', 6],
  ['accents', 'über', 4],
  ['combining marks', 'u\u0308ber', 4],
  ['wide scripts', '日本語', 6],
  ['full-width letters', 'Ａ', 2],
  ['emoji', '😀', 2],
  ['arrows and ellipses', '→…', 2],
  ['what has no width', 'a\u200B\u2060', 1],
])('%s', (_, text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

it('a text that fits stays; another one ends with an ellipsis, never in half a character', () => {
  expect(
    ['reader', 'a reader', '日本語', '日本語', 'ab cd'].map((text, index) =>
      truncateToWidth(text, [6, 6, 6, 5, 4][index] ?? 0),
    ),
  ).toEqual(['reader', 'a rea…', '日本語', '日本…', 'ab…']);
});

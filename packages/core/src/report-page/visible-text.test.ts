import { expect, it } from 'vitest';
import { visibleData } from './visible-text.js';

it('shows what cannot be seen, hides what looks like a secret, and leaves everything else', () => {
  const data = { list: ['a\u202Eb', 'first\nsecond\u2028', 1, null, true], deep: { text: '--token=abcdef0123' } };
  expect(visibleData(data)).toEqual({
    list: [String.raw`a\u202Eb`, `first\nsecond${String.raw`\u2028`}`, 1, null, true],
    deep: { text: '[not shown: it looks like a value under the name of a secret]' },
  });
});

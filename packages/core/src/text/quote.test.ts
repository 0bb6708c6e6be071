import { describe, expect, it } from 'vitest';
import { escapeInvisible, nameOfCharacter, quote, quoteExactly, quoteList, quoteWhole } from './quote.js';

describe('a quoted value', () => {
  it.each([
    ['plain text', 'git status *', '"git status *"'],
    ['quotes and backslashes', 'say "a\\b"', '"say \\"a\\\\b\\""'],
    ['other scripts and combining marks', 'über u\u0308ber 日本', '"über u\u0308ber 日本"'],
    ['line breaks', 'a\r\n\tb', '"a\\r\\n\\tb"'],
    ['terminal escapes', '\u001B[31mred', '"\\u001B[31mred"'],
    ['an override of direction', '\u202Etxt', '"\\u202Etxt"'],
    ['what has no width', 'a\u200Bb\uFEFF', '"a\\u200Bb\\uFEFF"'],
    ['spaces that look like one', 'a\u00A0b\u2003c', '"a\\u00A0b\\u2003c"'],
    ['tag characters', 'a\u{E0041}', '"a\\U000E0041"'],
    ['half a character', 'a\uD800', '"a\\uD800"'],
  ])('%s', (_, value, expected) => {
    expect(quote(value)).toBe(expected);
  });

  it('loses its middle, and no half of a character, if it is long', () => {
    expect(quote('ab'.repeat(40))).toBe(`"${'ab'.repeat(23)}a…${'ab'.repeat(6)}"`);
    expect(quote('😀'.repeat(60))).toBe(`"${'😀'.repeat(60)}"`);
    expect(quote('😀'.repeat(61))).toBe(`"${'😀'.repeat(47)}…${'😀'.repeat(12)}"`);
    expect(quoteWhole('a/'.repeat(40))).toBe(`"${'a/'.repeat(40)}"`);
  });
});

it('values that look alike are told apart', () => {
  expect(['\u00E4.md', 'a\u0308.md'].map(quoteExactly)).toEqual(['"\\u00E4.md"', '"a\\u0308.md"']);
});

it('a long list says how much longer it is', () => {
  const names = Array.from({ length: 22 }, (_, index) => `${index}`);
  expect([quoteList([]), quoteList(['a']), quoteList(['a', 'b', 'c'])]).toEqual(['', '"a"', '"a", "b" and "c"']);
  expect(quoteList(names)).toBe(`${names.slice(0, 20).map(quote).join(', ')} and 2 more`);
});

it('escaping what is escaped changes nothing', () => {
  const once = escapeInvisible('a\u001B\u{E0041}\n');
  expect([once, escapeInvisible(once)]).toEqual(['a\\u001B\\U000E0041\\n', once]);
});

it('characters have names', () => {
  expect(['\u0007', 'а', '\u{E0041}'].map(nameOfCharacter)).toEqual(['U+0007', 'U+0430', 'U+E0041']);
});

import { describe, expect, it } from 'vitest';
import { matcherOf } from './matcher.js';
import { parsePattern, printPattern } from './pattern.js';

const matches = (pattern: string, text: string): boolean => matcherOf(parsePattern(pattern, 'bash'))(text);

describe('a pattern', () => {
  it.each([
    ['git status', 'git status', true],
    ['git status', 'git status ', false],
    ['git status', 'Git status', false],
    ['git *', 'git', true],
    ['git *', 'git ', true],
    ['git *', 'git push origin', true],
    ['git *', 'gitk', false],
    ['git*', 'gitk', true],
    ['git **', 'git', false],
    ['git **', 'git ', true],
    [' *', '', true],
    [' *', ' x', true],
    ['* *', '', true],
    ['a* *', 'a', true],
    ['a*b *', 'a-b', true],
    ['a*b *', 'a-bc', false],
    ['*', '', true],
    ['*', 'a b/c\nd', true],
    ['docs/*', 'docs/a/b.md', true],
    ['?', 'x', true],
    ['?', '', false],
    ['?', '\u{1F600}', false],
    ['??', '\u{1F600}', true],
    ['*?', '', false],
    ['*??x', 'abx', true],
    ['*??x', 'ax', false],
    ['*a*a', 'a', false],
    ['*a*a', 'aa', true],
    ['a*a', 'a', false],
    ['*aab*', 'aaab', true],
    ['*a?b*', 'aacbb', true],
    ['a.b', 'axb', false],
    ['[ab]', 'a', false],
    ['~/x', '~/x', true],
  ])('%j and the text %j: %j', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    ['**', '*'],
    ['*?*?', '??*'],
    ['a*?*b', 'a?*b'],
    ['git *', 'git *'],
    ['git **', 'git **'],
    ['git * *', 'git **'],
    ['* *', '*'],
    ['a', 'a'],
  ])('%j has the normal form %j', (pattern, expected) => {
    expect(printPattern(parsePattern(pattern, 'bash'))).toBe(expected);
  });

  it('takes ~/ and $HOME/ for the home directory, in tools of paths only', () => {
    expect(printPattern(parsePattern('$HOME/p/**', 'edit'))).toBe('~/p/*');
    expect(parsePattern('~/p/**', 'bash').isHome).toBe(false);
    expect(parsePattern('~p/**', 'edit').isHome).toBe(false);
  });
});

describe('long segments', () => {
  const long = 'ab'.repeat(100);

  it('are found without wildcards', () => {
    expect(matches(`*${long}c*`, `${long}${long}c`)).toBe(true);
    expect(matches(`*${long}c*`, long.repeat(50))).toBe(false);
  });

  it('are found with wildcards', () => {
    expect(matches(`*a?${long}c*`, `ab${long}${long}c!`)).toBe(true);
    expect(matches(`*a?${long}cd*`, `ab${long}${long}c!`)).toBe(false);
    expect(matches(`*x?${'a'.repeat(31)}*`, `x-${'a'.repeat(31)}`)).toBe(true);
    expect(matches(`*x?${'a'.repeat(62)}*`, `x-${'a'.repeat(62)}`)).toBe(true);
    expect(matches(`*x?${'a'.repeat(126)}*`, `x-${'a'.repeat(126)}`)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { matcherOf } from './matcher.js';
import { matchesEverything, parsePattern } from './pattern.js';

describe('a pattern', () => {
  it.each([
    ['*', 'bash', true],
    ['***', 'bash', true],
    ['* *', 'bash', true],
    ['', 'bash', false],
    ['?*', 'bash', false],
    ['a*', 'bash', false],
    ['~/*', 'edit', false],
  ])('%j of %s matches everything: %j', (text, tool, expected) => {
    expect(matchesEverything(parsePattern(text, tool))).toBe(expected);
  });

  it('takes a control character for itself, not for any', () => {
    const matches = matcherOf(parsePattern('a\u0001b', 'bash'));
    expect([matches('a\u0001b'), matches('axb')]).toEqual([true, false]);
  });

  it('finds no place in the middle where there is none', () => {
    const matches = matcherOf(parsePattern('*a?b*', 'bash'));
    expect([matches('ab'), matches('xxab'), matches('xaxbx')]).toEqual([false, false, true]);
  });
});

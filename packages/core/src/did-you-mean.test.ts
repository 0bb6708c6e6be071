import { describe, expect, it } from 'vitest';
import { meantWord, nearest } from './did-you-mean.js';

describe('the nearest word', () => {
  it.each([
    ['a letter missing', 'desciption', ['name', 'description'], 'description'],
    ['a letter too much', 'modee', ['mode', 'model'], 'mode'],
    ['neighbours swapped', 'bahs', ['bash', 'task'], 'bash'],
    ['capitals', 'Bash', ['task', 'bash'], 'bash'],
    ['another spelling', 'displayName', ['name', 'display_name'], 'display_name'],
    ['the nearer of two', 'models', ['mode', 'model'], 'model'],
    ['the first of two as near', 'rad', ['red', 'rod'], 'red'],
    ['the one that goes on', 'claude', ['claude-code', 'opencode'], 'claude-code'],
    ['one of two that go on', 'web', ['webfetch', 'websearch'], undefined],
    ['too many letters wrong', 'since', ['skills', 'rules'], undefined],
    ['nothing of the word left', 'x', ['a', 'b'], undefined],
    ['the word itself', 'handover', ['handover'], undefined],
    ['no word', '', ['a'], undefined],
    ['no known word', 'bash', [], undefined],
  ])('%s', (_, word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });

  it('does not compare what is far too long', () => {
    expect(nearest('k'.repeat(1_000_000), ['k', 'name'])).toBeUndefined();
  });

  it('counts a swap at the end as one mistake, however early the count stops', () => {
    expect(nearest('exterlan_directroy', ['external_directory'])).toBe('external_directory');
  });
});

describe('the word that was meant', () => {
  it('may be what other people call it, if it is allowed here', () => {
    const actions = ['allow', 'ask', 'deny'];
    expect(['forbid', 'Permit', 'aks', 'main'].map((word) => meantWord(word, actions))).toEqual([
      'deny',
      'allow',
      'ask',
      undefined,
    ]);
  });
});

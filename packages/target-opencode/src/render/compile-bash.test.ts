import { decidePolicy, type Action, type Rule } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { compileBash } from './compile-bash.js';
import { policyOfList } from './rule-list.js';

function decided(intent: Action, rules: readonly Rule[], text: string): Action {
  return decidePolicy(policyOfList('bash', compileBash({ tool: 'bash', intent, rules }, [])), text).action;
}

describe('a rule that opens something', () => {
  it.each([
    ['cat 2*', 'cat 2>&1'],
    ['git 2*', 'git 2>f'],
    ['git 2**', 'git 2>f'],
    ['kill 1*', 'kill 1>&2'],
    ['git  *', 'git  >/dev/null'],
    ['git **', 'git >/dev/null'],
    ['git **', 'git </dev/null'],
    ['git &*', 'git &>/dev/null'],
    ['git&*', 'git&>/dev/null'],
    ['git {*', 'git {fd}>x'],
    ['git {fd*', 'git {fd}>x'],
    ['git {fd}*', 'git {fd}>x'],
    ['git *x', 'git > x'],
  ])('%s does not open %s', (pattern, text) => {
    expect(decided('deny', [{ pattern, action: 'allow' }], text)).toBe('deny');
  });

  it.each([
    ['git *', 'git >/dev/null'],
    ['git *', 'git log 2>&1'],
    ['git2*', 'git2 >f'],
    ['git -2*', 'git -2 >f'],
    ['git 2 *', 'git 2 >f'],
    ['git push*', 'git push >f'],
  ])('%s still opens %s, of which it opens the words', (pattern, text) => {
    expect(decided('deny', [{ pattern, action: 'allow' }], text)).toBe('allow');
  });

  it('takes no command from a stricter rule in front of it', () => {
    const rules: readonly Rule[] = [
      { pattern: 'git *', action: 'deny' },
      { pattern: 'git 2*', action: 'allow' },
    ];
    expect(decided('allow', rules, 'git 2>f')).toBe('deny');
    expect(decided('allow', rules, 'git 2')).toBe('allow');
  });
});

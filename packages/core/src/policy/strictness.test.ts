import { describe, expect, it } from 'vitest';
import { mayWiden, strictest } from './strictness.js';

describe('strictness', () => {
  it.each([
    ['allow', []],
    ['ask', [null, 'allow']],
    ['deny', [null, 'allow', 'ask']],
    [null, ['allow', 'ask']],
  ] as const)('going from %s may let an agent do more with %j', (from, wider) => {
    const decisions = ['allow', 'ask', 'deny', null] as const;
    expect(new Set(decisions.filter((to) => mayWiden(from, to)))).toEqual(new Set(wider));
  });

  it('takes the strictest of many, and of none the least', () => {
    expect([strictest(['allow', 'deny', 'ask']), strictest(['ask', 'allow']), strictest([])]).toEqual([
      'deny',
      'ask',
      'allow',
    ]);
  });
});

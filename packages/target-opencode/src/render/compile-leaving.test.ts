import type { Policy, Rule } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { compileLeaving } from './compile-leaving.js';

const policy = (rules: readonly Rule[]): Policy => ({ tool: 'external_directory', intent: 'ask', rules });

describe('a rule that opens what begins with a name', () => {
  it.each([
    ['/etc*', '/etc'],
    ['/srv/a?b*', '/srv/axb'],
    ['~/p*', '~/p'],
  ])('%s is said to be stricter for a file %s', (pattern, witness) => {
    const { list, differences } = compileLeaving(policy([{ pattern, action: 'allow' }]));
    expect(list).toEqual([
      { pattern: '*', action: 'ask' },
      { pattern, action: 'allow' },
    ]);
    expect(differences).toEqual([{ kind: 'narrowed', witness, old: 'allow', new: 'ask' }]);
  });

  it.each(['/etc/*', '~/p/**', '*'])('%s is said exactly', (pattern) => {
    expect(compileLeaving(policy([{ pattern, action: 'allow' }])).differences).toEqual([]);
  });
});

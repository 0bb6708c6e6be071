import { ACTIONS, decidePolicy, stricter, type Action, type Rule } from '@canonry/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRule, atLeast, listOf, policyOfList, settle, type RuleList } from './rule-list.js';

const TOOL = 'glob';
const anyAction = fc.constantFrom<Action>('allow', 'ask', 'deny');
const pattern = fc
  .array(fc.constantFrom('a', 'b', '=', ' ', '*', '?', ' *'), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));
const rule = fc.record({ pattern, action: anyAction });
const list = fc
  .tuple(anyAction, fc.array(rule, { maxLength: 5 }))
  .map(([first, rules]): RuleList => [...listOf(first), ...rules]);
const text = fc
  .array(fc.constantFrom('a', 'b', '=', ' '), { minLength: 1, maxLength: 6 })
  .map((units) => units.join(''));

function decided(rules: RuleList, subject: string): Action {
  return decidePolicy(policyOfList(TOOL, rules), subject).action;
}

function isMatched(one: string, subject: string): boolean {
  return decided([...listOf('allow'), { pattern: one, action: 'deny' }], subject) === 'deny';
}

describe('atLeast', () => {
  it('opens nothing, is strict enough where a pattern matches, and changes nothing elsewhere', () => {
    fc.assert(
      fc.property(
        list,
        fc.array(pattern, { minLength: 1, maxLength: 2 }),
        anyAction,
        text,
        (rules, patterns, at, subject) => {
          const before = decided(rules, subject);
          const after = decided(atLeast(rules, patterns, at, TOOL), subject);
          if (patterns.some((one) => isMatched(one, subject)))
            expect(stricter(after, stricter(before, at))).toBe(after);
          else expect(after).toBe(before);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('goes in front of what is stricter anyway', () => {
    const rules = readRules('*:allow, git *:ask, git push *:deny');
    expect(atLeast(rules, ['*=*'], 'ask', TOOL)).toEqual(readRules('*:allow, git *:ask, *=*:ask, git push *:deny'));
  });

  it('says again what was stricter if something looser follows', () => {
    const rules = readRules('*:ask, rm *:deny, ls *:allow');
    expect(atLeast(rules, ['*>*'], 'ask', TOOL)).toEqual(
      readRules('*:ask, rm *:deny, ls *:allow, *>*:ask, rm *>*:deny'),
    );
  });

  it('leaves rules that are strict enough', () => {
    const rules = readRules('*:deny, git *:ask');
    expect(atLeast(rules, ['*>*'], 'ask', TOOL)).toBe(rules);
  });
});

describe('addRule', () => {
  it.each([
    ['a rule for everything', '*:deny, a:allow', '**:ask', '*:ask'],
    ['a plain rule', '*:deny', 'a*:allow', '*:deny, a*:allow'],
    ['a number that holds something back', '*:allow', '42:deny', '*:allow, ?2:deny'],
    ['a number that opens something', '*:deny', '42:allow', '*:deny'],
    ['home that opens something', '*:deny', '~/x:allow', '*:deny'],
    ['home that holds something back', '*:allow', '$HOMEx:ask', '*:allow, ?HOMEx:ask'],
    ['a backslash', '*:allow', 'a\\b:deny', '*:allow, a?b:deny'],
  ])('takes %s', (_, rules, added, expected) => {
    const [one] = readRules(added);
    expect(one && addRule(readRules(rules), one, TOOL)).toEqual(readRules(expected));
  });

  it('leaves home to OpenCode where it means the same', () => {
    const [one] = readRules('~/x/*:allow');
    expect(one && addRule(listOf('ask'), one, 'external_directory')).toEqual(readRules('*:ask, ~/x/*:allow'));
  });
});

describe('settle', () => {
  it.each([
    ['*:ask, a:deny, b:ask, a:allow', '*:ask, b:ask, a:allow'],
    ['*:ask, a:deny, **:allow, b:ask', '*:allow, b:ask'],
    ['*:ask', '*:ask'],
  ])('makes a mapping of %s', (rules, expected) => {
    expect(settle(readRules(rules))).toEqual(readRules(expected));
  });
});

function readRules(rules: string): readonly Rule[] {
  return rules.split(', ').map((one) => {
    const colon = one.lastIndexOf(':');
    const action = ACTIONS.find((known) => known === one.slice(colon + 1)) ?? 'deny';
    return { pattern: one.slice(0, colon), action };
  });
}

import {
  ACTIONS,
  arePoliciesEqual,
  combinePolicies,
  comparePolicies,
  decidePolicy,
  isStricter,
  rewritePolicy,
  strictest,
  type Action,
  type Difference,
  type Policy,
  type Reading,
} from '@canonry/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCommandLine } from '../../packages/core/src/policy/command-line.js';
import { simplifyPolicy } from '../../packages/core/src/policy/simplify-policy.js';
import { allTexts, expressionOf, oracleOf, preferredFirst } from './policy-oracle.js';
import { runs } from './runs.js';

// `%` and the space are what a witness takes where any unit will do; `i` and `f` spell a reserved word.
const ALPHABET = [' ', '%', '/', 'a', 'b', 'f', 'i'];
const TEXTS = allTexts(ALPHABET, 4);

const pattern = fc
  .array(fc.constantFrom('a', 'b', ' ', '/', '*', '?', 'if', ' *', '*a', 'a*', '\n'), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));
const action = fc.constantFrom(...ACTIONS);
const policy = fc.record({
  tool: fc.constant('bash'),
  intent: action,
  rules: fc.array(fc.record({ pattern, action }), { maxLength: 5 }),
});

describe('policies against enumeration', () => {
  it('decides like the plain reading', () => {
    fc.assert(
      fc.property(
        policy,
        fc.array(fc.constantFrom(...ALPHABET, '\n', '\u{1F600}'), { maxLength: 9 }),
        (given, parts) => {
          const subject = parts.join('');
          expect(decidePolicy(given, subject).action).toBe(oracleOf(given)(subject));
        },
      ),
      runs(1),
    );
  });

  it('compares like enumeration, with the first witness of each difference', () => {
    fc.assert(
      fc.property(policy, policy, (old, now) => {
        const differences = comparePolicies('bash', old, now);
        expectTrue(differences, old, now);
        expectComplete(differences, old, now);
      }),
      runs(1 / 2),
    );
  });

  it('finds what one changed rule changes', () => {
    fc.assert(
      fc.property(policy, pattern, action, fc.nat(5), (old, added, decision, at) => {
        const now = { ...old, rules: old.rules.toSpliced(at, 0, { pattern: added, action: decision }) };
        const differences = comparePolicies('bash', old, now);
        expectTrue(differences, old, now);
        expectComplete(differences, old, now);
      }),
      runs(1 / 2),
    );
  });

  it('takes for equal what has no difference, and leaves out only rules that make none', () => {
    fc.assert(
      fc.property(policy, pattern, action, fc.nat(5), (old, added, decision, at) => {
        const now = { ...old, rules: old.rules.toSpliced(at, 1, { pattern: added, action: decision }) };
        expect(arePoliciesEqual('bash', old, now)).toBe(comparePolicies('bash', old, now).length === 0);
        expect(comparePolicies('bash', now, simplifyPolicy(now))).toEqual([]);
      }),
      runs(1 / 2),
    );
  });

  it('gives witnesses that can be written as one command', () => {
    const word = fc.constantFrom(
      'if',
      'do',
      'time',
      'a',
      '=',
      '~',
      '%',
      '{',
      '!',
      'x=1',
      '#',
      '&',
      "'",
      '\n',
      '*',
      '?',
      ' ',
    );
    const wild = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(wild, wild, (one, other) => {
        const old: Policy = { tool: 'bash', intent: 'ask', rules: [{ pattern: one, action: 'allow' }] };
        const now: Policy = { tool: 'bash', intent: 'ask', rules: [{ pattern: other, action: 'deny' }] };
        for (const { witness } of comparePolicies('bash', old, now)) {
          const subject = witness ?? '';
          expect(subjectOf(`'${subject.replaceAll("'", String.raw`'\''`)}'`)).toBe(subject);
          const isPlain = /^[\w%+,\-./:@]+(?: [\w%+,\-./:=@]+)*$/.test(subject);
          if (isPlain && !RESERVED.test(subject)) expect(subjectOf(subject)).toBe(subject);
        }
      }),
      runs(1 / 2),
    );
  });

  it('combines to the strictest of all, exactly or never more permissive', () => {
    fc.assert(
      fc.property(fc.array(policy, { minLength: 1, maxLength: 3 }), (policies) => {
        const { policy: combined, isExact } = combinePolicies('bash', policies);
        const [result, ...parts] = [combined, ...policies].map(oracleOf);
        const wrong = TEXTS.filter((text) => {
          const expected = strictest(parts.map((part) => part(text)));
          const actual = result?.(text) ?? 'allow';
          return isExact ? actual !== expected : isStricter(expected, actual);
        });
        expect(wrong).toEqual([]);
      }),
      runs(1 / 2),
    );
  });

  it.each(['strictest-action', 'first-match', 'longest-pattern'] as const)('rewrites for %s', (reading) => {
    fc.assert(
      fc.property(policy, (original) => {
        const { policy: rewritten, isExact, narrowed } = rewritePolicy(original, reading);
        const [before, after] = [oracleOf(original), readAs(rewritten, reading)];
        for (const text of TEXTS) {
          const pair = { old: before(text), new: after(text) };
          if (pair.old === pair.new) continue;
          expect(isExact).toBe(false);
          expect(isStricter(pair.new, pair.old)).toBe(true);
          expect(narrowed.some((difference) => difference.old === pair.old && difference.new === pair.new)).toBe(true);
        }
        for (const { witness, kind, ...pair } of narrowed)
          expect({ kind, old: before(witness ?? ''), new: after(witness ?? '') }).toEqual({
            kind: 'narrowed',
            ...pair,
          });
        if (reading === 'first-match') expect(isExact).toBe(true);
      }),
      runs(1 / 2),
    );
  });
});

const RESERVED = /^(?:if|do|time)(?: |$)/;

/** The one text that a line runs, if it runs one. */
function subjectOf(line: string): string | undefined {
  const split = splitCommandLine(line);
  const [part, ...others] = split.kind === 'parts' ? split.parts : [];
  const [pieces, ...alternatives] = part?.alternatives ?? [];
  if (pieces === undefined || others.length + alternatives.length > 0) return undefined;
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : '\0')).join('');
}

/** The three readings, each as plainly as it can be said. */
function readAs({ intent, rules }: Policy, reading: Reading): (subject: string) => Action {
  const compiled = rules.map((rule) => ({ ...rule, expression: expressionOf(rule.pattern) }));
  return (subject) => {
    const matching = compiled.filter(({ expression }) => expression.test(subject));
    if (matching.length === 0) return intent;
    if (reading === 'strictest-action') return strictest(matching.map((rule) => rule.action));
    if (reading === 'first-match') return matching[0]?.action ?? intent;
    const longest = Math.max(...matching.map((rule) => rule.pattern.length));
    return matching.findLast((rule) => rule.pattern.length === longest)?.action ?? intent;
  };
}

/** Every witness shows what it claims. */
function expectTrue(differences: readonly Difference[], old: Policy, now: Policy): void {
  const [before, after] = [oracleOf(old), oracleOf(now)];
  for (const { kind, witness, ...pair } of differences) {
    const subject = witness ?? '';
    expect(kind).not.toBe('unproved');
    expect({ old: before(subject), new: after(subject) }).toEqual(pair);
  }
}

/** Nothing that enumeration finds is missing, and nothing it finds is preferable. */
function expectComplete(differences: readonly Difference[], old: Policy, now: Policy): void {
  const best = new Map<string, string>();
  const [before, after] = [oracleOf(old), oracleOf(now)];
  for (const text of TEXTS) {
    const pair: readonly [Action, Action] = [before(text), after(text)];
    const key = pair.join();
    const known = best.get(key);
    if (pair[0] !== pair[1] && (known === undefined || preferredFirst(text, known) < 0)) best.set(key, text);
  }
  for (const [key, text] of best) {
    const found = differences.find((difference) => `${difference.old},${difference.new}` === key)?.witness;
    expect(found).toBeDefined();
    expect(preferredFirst(found ?? '', text)).toBeLessThanOrEqual(0);
  }
}

import {
  ACTIONS,
  arePoliciesEqual,
  comparePolicies,
  decide,
  isStricter,
  type Agent,
  type Policy,
  type SubjectPiece,
} from '@canonry/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideTexts } from '../../packages/core/src/policy/decide-texts.js';
import { simplifyPolicy } from '../../packages/core/src/policy/simplify-policy.js';
import { allTexts, oracleOf } from './policy-oracle.js';
import { runs } from './runs.js';

// The empty one is the root, which a service may have for its home.
const HOMES = ['/a', '/b', '/a/b', ''];
/** Homes that neither a pattern nor a witness of this test can spell. */
const UNSPELLED = ['/§', '/§§', '/§§§§§§', '/§/§', '/§§/§/§§§'];
const PATHS = allTexts(['/', '.', 'a', 'b', '~', '%'], 5).filter(isPath);

const pattern = fc
  .tuple(
    fc.constantFrom('', '', '~/', '$HOME/', '/'),
    fc.array(fc.constantFrom('a', 'b', '/', '*', '?', '..', '.', '/a', ' *'), { minLength: 1, maxLength: 4 }),
  )
  .map(([start, parts]) => start + parts.join(''));
const action = fc.constantFrom(...ACTIONS);
const rules = fc.array(fc.record({ pattern, action }), { maxLength: 4 });
const policy = fc.record({ tool: fc.constant('edit'), intent: action, rules });

describe('policies about paths against enumeration', () => {
  it('decides like the plain reading with every ~ spelled out', () => {
    fc.assert(
      fc.property(policy, fc.constantFrom(...PATHS), fc.constantFrom(...HOMES), (given, path, home) => {
        expect(decide(agentWith(given), 'edit', path, { home: home || '/' }).decision).toBe(
          oracleAt(given, home)(path),
        );
      }),
      runs(1),
    );
  });

  it('is never less strict where home is unknown', () => {
    fc.assert(
      fc.property(policy, fc.constantFrom(...PATHS), fc.constantFrom(...HOMES), (given, path, home) => {
        const unknown = decide(agentWith(given), 'edit', path).decision ?? 'deny';
        expect(isStricter(oracleAt(given, home)(path), unknown)).toBe(false);
      }),
      runs(1),
    );
  });

  it('decides about paths below home like about the same paths spelled out', () => {
    const below = fc.constantFrom(...PATHS.filter((path) => path.startsWith('/') && path !== '/'));
    fc.assert(
      fc.property(policy, below, fc.constantFrom(...HOMES), (given, path, home) => {
        const expected = oracleAt(given, home)(home + path);
        expect(decide(agentWith(given), 'edit', `~${path}`, { home: home || '/' }).decision).toBe(expected);
        const unknown = decide(agentWith(given), 'edit', `~${path}`).decision ?? 'deny';
        expect(isStricter(expected, unknown)).toBe(false);
      }),
      runs(1),
    );
  });

  it('compares for every home, and proves what does not depend on it', () => {
    fc.assert(
      fc.property(policy, policy, (old, now) => {
        const differences = comparePolicies('edit', old, now);
        const found = new Set(differences.map((difference) => `${difference.old}>${difference.new}`));
        const missing = HOMES.flatMap((home) => {
          const [before, after] = [oracleAt(old, home), oracleAt(now, home)];
          return PATHS.filter((path) => before(path) !== after(path) && !found.has(`${before(path)}>${after(path)}`));
        });
        expect(missing).toEqual([]);
        for (const { kind, witness, ...pair } of differences) {
          if (kind === 'unproved') continue;
          for (const home of UNSPELLED) {
            const path = (witness ?? '').replace(/^~(?=\/)/, home);
            expect({ old: oracleAt(old, home)(path), new: oracleAt(now, home)(path) }).toEqual(pair);
            expect(isPath(path)).toBe(true);
          }
        }
      }),
      runs(1 / 2),
    );
  });
});

it('paths: takes for equal what has no difference, and leaves out only rules that make none', () => {
  fc.assert(
    fc.property(policy, pattern, action, fc.nat(4), (old, added, decision, at) => {
      const now = { ...old, rules: old.rules.toSpliced(at, 1, { pattern: added, action: decision }) };
      expect(arePoliciesEqual('edit', old, now)).toBe(comparePolicies('edit', old, now).length === 0);
      expect(comparePolicies('edit', now, simplifyPolicy(now))).toEqual([]);
    }),
    runs(1 / 2),
  );
});

describe('sets of commands against enumeration', () => {
  const texts = allTexts([' ', 'a', 'b', 'c'], 3);
  const piece = fc.oneof(
    fc.constant<SubjectPiece>({ kind: 'any' }),
    fc.constantFrom('', 'a', 'b', ' ', 'ab').map((text): SubjectPiece => ({ kind: 'text', text })),
  );
  const commandPattern = fc
    .array(fc.constantFrom('a', 'b', ' ', '*', '?', ' *'), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(''));
  const bash = fc.record({
    tool: fc.constant('bash'),
    intent: action,
    rules: fc.array(fc.record({ pattern: commandPattern, action }), { maxLength: 4 }),
  });

  it('takes the strictest decision over all texts, and one that some text gets', () => {
    fc.assert(
      fc.property(bash, fc.array(piece, { maxLength: 4 }), (given, pieces) => {
        const verdict = decide(agentWith(given), 'bash', pieces);
        const oracle = oracleOf(given);
        const stricter = membersOf(pieces, texts).filter((text) =>
          isStricter(oracle(text), verdict.decision ?? 'allow'),
        );
        expect(stricter).toEqual([]);
        const found = decideTexts(given, pieces);
        expect(found.action).toBe(verdict.decision);
        expect(expressionOfSet(pieces).test(found.text ?? '')).toBe(true);
        expect(oracle(found.text ?? '')).toBe(verdict.decision);
      }),
      runs(1 / 4),
    );
  });
});

/** The texts of a set. These pieces hold nothing that means something in an expression. */
function expressionOfSet(pieces: readonly SubjectPiece[]): RegExp {
  return new RegExp(`^${pieces.map((piece) => (piece.kind === 'text' ? piece.text : '.*')).join('')}$`, 's');
}

/** Every way to fill the holes with the given texts. */
function membersOf(pieces: readonly SubjectPiece[], fillings: readonly string[]): readonly string[] {
  const holes = pieces.filter(({ kind }) => kind === 'any').length;
  const few = holes > 1 ? fillings.filter((text) => text.length < 2) : fillings;
  return pieces.reduce<readonly string[]>(
    (texts, piece) =>
      piece.kind === 'text'
        ? texts.map((text) => text + piece.text)
        : texts.flatMap((text) => few.map((more) => text + more)),
    [''],
  );
}

/** Tidy paths: no empty parts, no `.` and no `..`. */
function isPath(text: string): boolean {
  if (text === '.' || text === '/') return true;
  return /^\/?[^/]+(?:\/[^/]+)*$/.test(text) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text) && !text.startsWith('~/');
}

function oracleAt(given: Policy, home: string): (path: string) => Policy['intent'] {
  const spelledOut = given.rules.map((rule) => ({
    ...rule,
    pattern: rule.pattern.replace(/^(?:~|\$HOME)(?=\/)/, () => home),
  }));
  return oracleOf({ intent: given.intent, rules: spelledOut });
}

function agentWith(given: Policy): Agent {
  const lists = { tags: [], skills: [], context: [], rules: [] };
  return { name: 'a', description: 'a', mode: 'all', ...lists, permissions: [given], prompt: '', file: 'a' };
}

import { expect, it } from 'vitest';
import { agentWith } from './policy/agent-with.fixture.js';
import type { Difference } from './policy/compare-policies.js';
import { lossesOf } from './target-losses.js';

const agent = agentWith({ read: ['allow'] });

function told(...differences: readonly Difference[]): readonly string[] {
  const findings = lossesOf('there').narrowed(agent, 'read', differences, 'why');
  return findings.map(({ message }) => message.replace(/^.* read /, ''));
}

const PROVED: Difference = { kind: 'narrowed', witness: 'a', old: 'allow', new: 'deny' };
const IN_SOME_HOMES: Difference = { kind: 'unproved', witness: '~/a', old: 'allow', new: 'ask' };
const GIVEN_UP: Difference = { kind: 'unproved', witness: null, old: null, new: null };

it('tells what is stricter, also where that is not proved', () => {
  expect(told(PROVED)).toEqual(['"a" is allow here and deny there']);
  expect(told(PROVED, IN_SOME_HOMES)).toEqual([
    '"a" is allow here and deny there',
    '"~/a" in some home directories is allow here and ask there',
  ]);
  expect(told(GIVEN_UP)).toEqual(['as a whole is what its rules say here and perhaps less there']);
});

it('does not tell the same once more, nor what is wider', () => {
  expect(told(PROVED, { ...IN_SOME_HOMES, new: 'deny' })).toEqual(['"a" is allow here and deny there']);
  expect(told({ ...IN_SOME_HOMES, old: 'deny' }, { ...PROVED, kind: 'widened' })).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { agentWith } from '../policy/agent-with.fixture.js';
import { exampleSubject, INTENT } from './example-subject.js';

/** An example for each rule in order, and one for the intent. */
function examples(tool: string, intent: string, ...rules: readonly string[]): readonly (string | null)[] {
  const agent = agentWith({ [tool]: [intent, ...rules] });
  const [policy] = agent.permissions;
  if (policy === undefined) throw new Error('there is a policy');
  return [...policy.rules.keys(), INTENT].map((place) => exampleSubject(agent, policy, place));
}

describe('an example for a rule is decided by it', () => {
  it.each<[string, readonly string[], readonly (string | null)[]]>([
    [
      'a pattern with its stars filled',
      ['bash', 'ask', 'git *:allow', 'git push*:deny'],
      ['git x', 'git pushx', 'make test'],
    ],
    ['what later rules leave of it', ['bash', 'ask', 'a?:allow', 'ax:deny'], ['a%', 'ax', 'make test']],
    ['nothing, where later rules leave nothing', ['bash', 'ask', 'ls:allow', 'l*:deny'], [null, 'lx', 'make test']],
    ['nothing for an intent that never decides', ['bash', 'ask', '*:allow'], ['x', null]],
    ['what people ask for is not the intent', ['bash', 'ask', 'make*:deny'], ['makex', 'x y']],
    ['a path of the home', ['read', 'allow', '~/private/**:deny'], ['~/private/x', 'src/main.c']],
    ['only places outside of the project', ['external_directory', 'ask', 'a/**:allow'], [null, '/srv/x']],
  ])('%s', (_, [tool = '', intent = '', ...rules], expected) => {
    expect(examples(tool, intent, ...rules)).toEqual(expected);
  });
});

import { decideOperation, isStricter, type Action, type Agent } from '@canonry/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentWith } from './guarded-agent.js';
import { runs } from './runs.js';

const ACTION = fc.constantFrom<Action>('allow', 'ask', 'deny');
const HOST = fc.constantFrom('a.example', 'b.example', 'in.a.example');
const PATH = fc.constantFrom('', '/', '/x', '/x/y', '/x?q=1');
const PATTERN = fc
  .tuple(
    fc.constantFrom('https://', 'http://', '*', '*://'),
    fc.oneof(HOST, fc.constant('*.example'), fc.constant('*')),
    fc.constantFrom('', '/', '*', '/*', '/x*'),
  )
  .map((parts) => parts.join(''));

const agents: fc.Arbitrary<Agent> = fc
  .record({
    tool: fc.constant('webfetch'),
    intent: ACTION,
    rules: fc.array(fc.record({ pattern: PATTERN, action: ACTION }), { maxLength: 5 }),
  })
  .map((policy) => agentWith([policy]));

function decisionOf(agent: Agent, address: string): Action {
  const { decision } = decideOperation(agent, 'webfetch', address);
  if (decision === null) throw new Error('something is said of it');
  return decision;
}

/** Other texts for which the same page is fetched. */
const SPELLINGS: readonly ((host: string, path: string) => string)[] = [
  (host, path) => `HTTPS://${host.toUpperCase()}${path}`,
  (host, path) => `https://${host}:443${path}`,
  (host, path) => `https://b.example@${host}${path}`,
  (host, path) => `https://${host}.${path}`,
  (host, path) => `https://%${host.charCodeAt(0).toString(16)}${host.slice(1)}${path}`,
  (host, path) => `https:${host}${path.replaceAll('x', '%78')}`,
  (host, path) => `https:\\\\${host}${path.replace('/', '\\')}`,
  (host, path) => ` https://${host}/a/..${path || '/'}#x`,
];

describe('an address in another spelling', () => {
  it.each(SPELLINGS.map((spell) => [spell('a.example', '/x'), spell] as const))(
    'is never permitted more: %s',
    (_, spell) => {
      fc.assert(
        fc.property(agents, HOST, PATH, (agent, host, path) => {
          const plain = decisionOf(agent, new URL(`https://${host}${path}`).href);
          expect(isStricter(plain, decisionOf(agent, spell(host, path)))).toBe(false);
        }),
        runs(1),
      );
    },
  );

  it('is held back with http by a rule that is about https only', () => {
    fc.assert(
      fc.property(agents, HOST, ACTION, (agent, host, action) => {
        const [policy] = agent.permissions;
        if (policy === undefined) throw new Error('there is one');
        const last = { pattern: `https://${host}/*`, action };
        const stricter = agentWith([{ ...policy, rules: [...policy.rules, last] }]);
        expect(isStricter(action, decisionOf(stricter, `http://${host}/x`))).toBe(false);
      }),
      runs(1),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Agent } from '../agent.js';
import { projectOf } from '../project-of.js';
import { agentWith } from './agent-with.fixture.js';
import { compareRosters, isWidened } from './compare-rosters.js';

type Side = Parameters<typeof compareRosters>[0];

const agents = (...all: readonly Agent[]): Side => ({ agents: all, project: projectOf([]) });
const pi = (section: Record<string, string>): Side => ({
  agents: [],
  project: projectOf([{ targets: { pi: section } }]),
});
const enforcing = (level: string | undefined): Side => pi(level === undefined ? {} : { enforcement: level });
const loss = { code: 'widened', target: 'pi', agent: 'a', tool: 'bash', witness: 'rm x', reason: 'known' };
const accepting = (...accept: readonly Record<string, string>[]): Side => ({
  agents: [],
  project: projectOf([{ accept: [...accept] }]),
});

describe('agents that come and go', () => {
  it('are named in order, and what an added one may do comes in that order too', () => {
    const all = { '*': ['deny'], external_directory: ['deny'], doom_loop: ['deny'], question: ['ask'] };
    const old = agents(agentWith({}, 'z'), agentWith({}, 'kept'), agentWith({}, 'y'));
    const now = agents(agentWith(all, 'b'), agentWith(all, 'a'), agentWith(all, 'c'), agentWith({}, 'kept'));
    const widened = { scope: 'policy', tool: 'question', kind: 'widened', witness: null, old: 'deny', new: 'ask' };
    expect(compareRosters(old, now)).toEqual({
      changes: [
        { ...widened, agent: 'a' },
        { ...widened, agent: 'b' },
        { ...widened, agent: 'c' },
      ],
      added: ['a', 'b', 'c'],
      removed: ['y', 'z'],
    });
  });

  it('widen every tool that they leave to the harness', () => {
    const { changes } = compareRosters(agents(), agents(agentWith({ bash: ['deny'] })));
    expect(changes.map(({ tool, kind, old, new: now }) => `${tool} ${kind} ${old} ${now}`)).toEqual([
      'read widened deny null',
      'edit widened deny null',
      'glob widened deny null',
      'grep widened deny null',
      'list widened deny null',
      'webfetch widened deny null',
      'websearch widened deny null',
      'question widened deny null',
      'task widened deny null',
      'skill widened deny null',
      'external_directory widened deny null',
      'todo widened deny null',
      'doom_loop widened deny null',
      '* widened deny null',
    ]);
  });

  it('widen if anything does, whatever else became narrower', () => {
    const comparison = compareRosters(
      agents(agentWith({ bash: ['ask'], question: ['ask'] })),
      agents(agentWith({ bash: ['deny'], question: ['allow'] })),
    );
    expect([comparison.changes.map(({ kind }) => kind), isWidened(comparison)]).toEqual([
      ['narrowed', 'widened'],
      true,
    ]);
  });
});

describe('enforcement', () => {
  it.each([
    ['guard', 'declarative', 'widened'],
    ['guard', undefined, 'widened'],
    [undefined, 'declarative', 'widened'],
    ['declarative', 'guard', 'narrowed'],
    ['declarative', undefined, 'narrowed'],
    [undefined, 'guard', 'narrowed'],
  ])('%s that becomes %s is %s', (old, now, kind) => {
    expect(compareRosters(enforcing(old), enforcing(now))).toEqual({
      changes: [
        {
          scope: 'enforcement',
          agent: null,
          tool: null,
          target: 'pi',
          kind,
          witness: null,
          old: old ?? null,
          new: now ?? null,
        },
      ],
      added: [],
      removed: [],
    });
  });

  it('of a target that one side does not have is compared with nothing', () => {
    expect(compareRosters(agents(), pi({ enforcement: 'declarative' })).changes).toEqual([]);
    expect(compareRosters(pi({ enforcement: 'guard' }), agents()).changes).toEqual([]);
    expect(compareRosters(pi({}), pi({})).changes).toEqual([]);
  });
});

describe('accepted losses', () => {
  const shared = { scope: 'accept', agent: 'a', tool: 'bash', target: 'pi', witness: 'rm x' };

  it('narrow where they are gone', () => {
    const other = { ...loss, witness: 'rm y' };
    expect(compareRosters(accepting(loss, other), accepting(other)).changes).toEqual([
      { ...shared, kind: 'narrowed', old: 'widened', new: null },
    ]);
    expect(compareRosters(accepting(loss), accepting()).changes).toEqual([
      { ...shared, kind: 'narrowed', old: 'widened', new: null },
    ]);
  });

  it('stay the same under another reason', () => {
    expect(compareRosters(accepting(loss), accepting({ ...loss, reason: 'said better' })).changes).toEqual([]);
  });

  it.each([{ code: 'narrowed' }, { target: 'opencode' }, { agent: 'b' }, { tool: 'edit' }, { witness: 'rm z' }])(
    'are others with %j',
    (part) => {
      const other = { ...loss, ...part };
      const { code, reason: _, ...place } = other;
      expect(compareRosters(accepting(loss), accepting(other)).changes).toEqual([
        { scope: 'accept', ...place, kind: 'widened', old: null, new: code },
        { ...shared, kind: 'narrowed', old: 'widened', new: null },
      ]);
    },
  );
});

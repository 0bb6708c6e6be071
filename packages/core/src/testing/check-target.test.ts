import { describe, expect, it } from 'vitest';
import type { Action, Agent } from '../agent.js';
import type { Finding } from '../diagnostic.js';
import { findingOf } from '../diagnostic.js';
import { agentWith } from '../policy/agent-with.fixture.js';
import type { Roster } from '../roster.js';
import type { Question, Target } from '../target.js';
import { canonicalDecision } from './canonical-decision.js';
import { checkPermissions } from './check-target.js';
import { checkPurity } from './check-purity.js';
import { checkRoundTrip } from './check-round-trip.js';
import { ORDINARY_PLACE } from './question-place.js';
import { questionsFor } from './questions-for.js';

const agents = [
  agentWith({ bash: ['ask', 'ls:allow', 'rm *:deny'], edit: ['deny'] }, 'ada'),
  agentWith({ webfetch: ['allow', 'https://a/*:deny'] }, 'bob'),
];
const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
const roster: Roster = { agents, skills: [], rules: [], context: [], project };

type Reading = (agent: Agent, question: Question) => Action;

/** A harness that keeps each agent in a file of JSON, and reads it with the given eyes. */
function targetWith(reading: Reading, changes: Partial<Target> = {}): Target {
  return {
    name: 'test',
    enforcement: 'declarative',
    options: [],
    program: 'test',
    needsGit: false,
    owns: ['test/'],
    reads: ['test/'],
    unseen: [],
    owned: [],
    render: (input) => ({
      outputs: input.roster.agents.map((agent) => ({
        kind: 'file',
        path: `test/${agent.name}.json`,
        bytes: new TextEncoder().encode(JSON.stringify(agent)),
        executable: false,
      })),
      findings: [],
    }),
    decide: (files, question) => {
      const bytes = files.get(`test/${question.agent}.json`)?.bytes;
      if (bytes === undefined) return { decision: 'ask' };
      const agent: Agent = JSON.parse(new TextDecoder().decode(bytes));
      return { decision: reading(agent, question) };
    },
    ...changes,
  };
}

const exact: Reading = (agent, question) => canonicalDecision(agent, question).decision ?? 'ask';

function finding(code: 'narrowed' | 'unenforced', agent: string, tool: string): Finding {
  const where = { file: 'agents/x/agent.toml', agent, tool };
  const words = { target: 'test', agent, tool, what: '', old: '', new: '', because: '' };
  return code === 'narrowed' ? findingOf('narrowed', where, words) : findingOf('unenforced', where, words);
}

/** A harness that goes wrong about one tool of one agent. */
function sayingOf(name: string, tool: string, decision: Action): Reading {
  return (agent, question) => (question.tool === tool && agent.name === name ? decision : exact(agent, question));
}

/** A harness that has its own mind about one line. */
function owning(narrows: boolean, decision: Action): Target {
  const target = targetWith(exact);
  const code = 'owned-test-cd';
  return {
    ...target,
    owned: [narrows ? { code, summary: 'x', narrows } : { code, summary: 'x' }],
    decide: (files, question) =>
      question.input === 'cd src' ? { decision, owned: code } : target.decide(files, question),
  };
}

describe('checkPermissions', () => {
  it('has nothing to say about a target that reads policies as they are meant', () => {
    expect(checkPermissions({ target: targetWith(exact), roster })).toEqual([]);
  });

  it('finds one line that is read more permissively', () => {
    const target = targetWith((agent, question) =>
      agent.name === 'ada' && question.input === 'ls > out.txt' ? 'allow' : exact(agent, question),
    );
    expect(checkPermissions({ target, roster })).toEqual([
      {
        kind: 'widened',
        agent: 'ada',
        tool: 'bash',
        input: 'ls > out.txt',
        role: 'main',
        canonical: 'deny',
        bound: 'deny',
        harness: 'allow',
      },
      {
        kind: 'widened',
        agent: 'ada',
        tool: 'bash',
        input: 'ls > out.txt',
        role: 'subagent',
        canonical: 'deny',
        bound: 'deny',
        harness: 'allow',
      },
    ]);
  });

  it('finds that a tool without a word became more than it is without files', () => {
    const target = targetWith((agent, question) => (question.tool === 'grep' ? 'allow' : exact(agent, question)));
    const faults = checkPermissions({ target, roster });
    expect(new Set(faults.map(({ kind, tool, canonical, bound }) => [kind, tool, canonical, bound].join()))).toEqual(
      new Set(['widened,grep,,ask']),
    );
  });

  it('finds a stricter answer that nothing tells, until a finding does', () => {
    const reading = sayingOf('bob', 'webfetch', 'deny');
    const target = targetWith(reading);
    expect(new Set(checkPermissions({ target, roster }).map(({ kind }) => kind))).toEqual(new Set(['unsaid']));
    const telling = (agent: string): Target =>
      targetWith(reading, {
        render: (input) => ({ ...target.render(input), findings: [finding('narrowed', agent, 'webfetch')] }),
      });
    expect(checkPermissions({ target: telling('ada'), roster })).not.toEqual([]);
    expect(checkPermissions({ target: telling('bob'), roster })).toEqual([]);
  });

  it('does not take a narrowing for an excuse to widen, but a reported loss is one', () => {
    const reading = sayingOf('ada', 'edit', 'allow');
    const telling = (code: 'narrowed' | 'unenforced'): Target => {
      const target = targetWith(reading);
      return { ...target, render: (input) => ({ ...target.render(input), findings: [finding(code, 'ada', 'edit')] }) };
    };
    expect(checkPermissions({ target: telling('narrowed'), roster })).not.toEqual([]);
    expect(checkPermissions({ target: telling('unenforced'), roster })).toEqual([]);
  });

  it('asks nothing about writing a directory', () => {
    const agent = agentWith({ edit: ['ask', '.:deny', '/:deny'] }, 'ada');
    const inputs = questionsFor(agent, ORDINARY_PLACE).flatMap(({ tool, input }) => (tool === 'edit' ? [input] : []));
    expect(inputs).toContain('a');
    expect(inputs.filter((input) => input === '.' || input === '/')).toEqual([]);
  });

  it('leaves owned cases alone, except those that may only narrow', () => {
    expect(checkPermissions({ target: owning(false, 'allow'), roster })).toEqual([]);
    expect(checkPermissions({ target: owning(true, 'deny'), roster })).toEqual([]);
    expect(checkPermissions({ target: owning(true, 'allow'), roster })).not.toEqual([]);
  });
});

describe('checkPurity', () => {
  it('has nothing to say about a pure target', () => {
    expect(checkPurity(targetWith(exact), roster)).toEqual([]);
  });

  it('finds a target that counts', () => {
    let count = 0;
    const target = targetWith(exact);
    const counting: Target = {
      ...target,
      render: () => {
        count += 1;
        const bytes = new TextEncoder().encode(String(count));
        return { outputs: [{ kind: 'file', path: 'test/a', bytes, executable: false }], findings: [] };
      },
    };
    expect(checkPurity(counting, roster)).toContain('differs-when-repeated');
  });

  it('finds a target that writes agents in the order in which they come', () => {
    const inOrder = targetWith(exact, {
      render: (input) => {
        const bytes = new TextEncoder().encode(input.roster.agents.map(({ name }) => name).join());
        return { outputs: [{ kind: 'file', path: 'test/a', bytes, executable: false }], findings: [] };
      },
    });
    expect(checkPurity(inOrder, roster)).toEqual(['depends-on-the-order-of-agents']);
  });

  it('finds a target that changes what it is given', () => {
    const models = new Map<string, string>();
    const changing = targetWith(exact, {
      render: () => {
        models.set('ada', 'a/b');
        return { outputs: [], findings: [] };
      },
    });
    expect(checkPurity(changing, { ...roster, project: { ...project, models } })).toContain('changes-its-input');
  });
});

function read(change: (agent: Agent) => Agent): () => readonly Agent[] {
  return () => agents.map(change);
}

describe('checkRoundTrip', () => {
  const target = targetWith(exact);

  it('has nothing to say if all comes back', () => {
    expect(checkRoundTrip({ target, roster, read: read((agent) => agent) })).toEqual([]);
  });

  it('finds an agent, a key and a policy that do not', () => {
    expect(checkRoundTrip({ target, roster, read: () => agents.slice(1) })).toEqual([{ agent: 'ada', lost: 'agent' }]);
    expect(checkRoundTrip({ target, roster, read: read((agent) => ({ ...agent, prompt: '' })) })).toEqual([
      { agent: 'ada', lost: 'prompt' },
      { agent: 'bob', lost: 'prompt' },
    ]);
    const opened = read((agent) => ({
      ...agent,
      permissions: agent.permissions.filter(({ tool }) => tool !== 'edit'),
    }));
    expect(checkRoundTrip({ target, roster, read: opened })).toEqual([{ agent: 'ada', lost: 'edit' }]);
  });

  it('lets go what a finding names', () => {
    const telling: Target = {
      ...target,
      render: (input) => ({ ...target.render(input), findings: [finding('narrowed', 'ada', 'edit')] }),
    };
    const opened = read((agent) => ({
      ...agent,
      permissions: agent.permissions.filter(({ tool }) => tool !== 'edit'),
    }));
    expect(checkRoundTrip({ target: telling, roster, read: opened })).toEqual([]);
  });
});

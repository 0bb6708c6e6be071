import {
  ACTIONS,
  decideLine,
  decideOperation,
  isStricter,
  type Agent,
  type Decision,
  type Policy,
} from '@canonry/core';
import { serialisePolicies, type GuardRequest, type Place } from '@canonry/core/guard';
import { relative, resolve } from 'node:path/posix';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, loadPolicies } from '../../packages/core/guard/canonry-guard.mjs';
import { splitCommandLine } from '../../packages/core/src/policy/command-line.js';
import { generateLine } from '../differential/generate-line.js';
import { generateSoup } from '../differential/generate-soup.js';
import { arbitraryAgent } from './arbitrary-agent.js';
import { runs } from './runs.js';

const PROJECT = '/srv/project';
const HOME = '/home/tester';

const action = fc.constantFrom(...ACTIONS);
const patternOf = (...parts: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('*', '?', ' *', '/', ...parts), { minLength: 1, maxLength: 4 }).map((some) => some.join(''));
const commandPattern = patternOf('git', 'rm', 'echo ', 'ls', 'c1', './x', 'a', "'", '$', ':', 'A=', 'x');
const pathPattern = patternOf('src', 'a', 'b', '.env', '~/', '$HOME/', '/etc', '/home/tester', 'notes', '..', 'é');
const PATTERNS = {
  bash: commandPattern,
  edit: pathPattern,
  read: pathPattern,
  external_directory: pathPattern,
  glob: pathPattern,
};

const policyOf = (tool: string, pattern: fc.Arbitrary<string>): fc.Arbitrary<Policy | undefined> =>
  fc.option(
    fc.record({
      tool: fc.constant(tool),
      intent: action,
      rules: fc.array(fc.record({ pattern, action }), { maxLength: 4 }),
    }),
    { nil: undefined, freq: 6 },
  );
const agents: fc.Arbitrary<Agent> = fc
  .tuple(
    fc.option(
      action.map((intent): Policy => ({ tool: '*', intent, rules: [] })),
      { nil: undefined },
    ),
    ...Object.entries(PATTERNS).map(([tool, pattern]) => policyOf(tool, pattern)),
  )
  .map((policies) => agentOf(policies.filter((policy) => policy !== undefined)));

/** A path as policies name it, and a way to write it that leads to the same file. */
const part = fc.constantFrom('src', 'a', 'b', '.env', 'notes', 'x y', '...', '*', 'é');
const paths = fc.record({
  root: fc.constantFrom('', '', '/', '~/'),
  parts: fc.array(part, { minLength: 1, maxLength: 4 }),
  spell: fc.constantFrom(
    (path: string) => path,
    (path: string) => `${path}/`,
    (path: string) => path.replaceAll('/', '//'),
    (path: string) => path.replace(/([^/~]+)$/, './$1'),
    (path: string) => path.replace(/([^/~]+)$/, 'other/../$1'),
    (path: string) => (/^[/~]/.test(path) ? path : `../project/${path}`),
    (path: string) => (/^[/~]/.test(path) ? path : `${PROJECT}/${path}`),
    (path: string) => path.replace(/^~/, HOME),
  ),
});

describe('the guard library decides like core', () => {
  it('about command lines', () => {
    const line = fc.oneof(
      generateLine().map((generated) => generated.line),
      generateSoup(),
    );
    fc.assert(
      fc.property(agents, line, fc.boolean(), (agent, subject, canAsk) => {
        const { decision } = decideLine(agent, subject, splitCommandLine, { home: HOME });
        expect(askLibrary(agent, 'bash', subject, { canAsk })).toBe(expected(decision, canAsk));
      }),
      runs(1 / 4),
    );
  });

  it('about paths, however they are written', () => {
    fc.assert(
      fc.property(agents, fc.constantFrom('edit', 'read'), paths, fc.boolean(), (agent, tool, path, canAsk) => {
        const canonical = path.root + path.parts.join('/');
        const { decision } = decideOperation(agent, tool, canonical, { home: HOME });
        expect(askLibrary(agent, tool, path.spell(canonical), { canAsk })).toBe(expected(decision, canAsk));
      }),
      runs(1 / 4),
    );
  });

  it('about all other tools', () => {
    const tool = fc.constantFrom(
      'glob',
      'grep',
      'webfetch',
      'task',
      'skill',
      'todo',
      'mcp__a',
      'mcp__a__b',
      'mcp__b__c',
      '*',
    );
    const subject = fc.oneof(fc.string({ unit: 'binary' }), pathPattern).map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.oneof(arbitraryAgent, agents), tool, subject, (agent, name, text) => {
        // Letters that can be written in two ways are another law.
        const told = onlyAscii(agent);
        expect(askLibrary(told, name, text)).toBe(
          expected(decideOperation(told, name, text, { home: HOME }).decision, true),
        );
      }),
      runs(1 / 4),
    );
  });
});

describe('the guard library is never more permissive than core', () => {
  it('whatever a path, a line, the links and the letters are', () => {
    const anyPath = fc
      .array(
        fc.oneof(part, fc.constantFrom('..', '.', '', '~', '$HOME', 'file:', 'SRC', 'e\u0301', 'work', 'project')),
        { maxLength: 6 },
      )
      .map((parts) => parts.join('/'));
    const target = fc.oneof(
      anyPath,
      anyPath.map((path) => `/${path}`),
    );
    const links = fc.dictionary(fc.constantFrom('src', 'a', 'b', 'notes', 'src/a', 'é'), target, { maxKeys: 4 });
    const where = fc.constantFrom(PROJECT, '/', HOME, '/home');
    fc.assert(
      fc.property(
        agents,
        fc.constantFrom('edit', 'read', 'bash'),
        target,
        links,
        where,
        (agent, tool, path, found, project) => {
          const subject = tool === 'bash' ? `echo x > '${path}'` : path;
          const place: Place = { project, home: HOME, files: filesWith(project, found) };
          const given = askLibrary(agent, tool, subject, { place });
          const named =
            tool === 'bash'
              ? decideLine(agent, subject, splitCommandLine, { home: HOME })
              : decideOperation(agent, tool, nameOf(path, project), { home: HOME });
          expect(isHeld(given, named.decision), `${given}, and core says ${named.decision}`).toBe(true);
        },
      ),
      runs(1),
    );
  });

  it('and a document comes back as it was written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryAgent, { selector: ({ name }) => name }),
        fc.boolean(),
        (roster, unattended) => {
          const loaded = loadPolicies(() => serialisePolicies(roster, { unattended }));
          const sorted = roster.toSorted((a, b) => (a.name < b.name ? -1 : 1));
          expect(loaded).toEqual({
            kind: 'policies',
            unattended,
            agents: sorted.map(({ name, maxTurns, permissions }) => ({
              name,
              ...(maxTurns && { maxTurns }),
              permissions,
            })),
          });
        },
      ),
      runs(1 / 4),
    );
  });
});

function askLibrary(agent: Agent, tool: string, subject: string, more: Partial<GuardRequest> = {}): string {
  const policies = loadPolicies(() => serialisePolicies([agent], { unattended: false }));
  const place = { project: PROJECT, home: HOME, files: filesWith(PROJECT, {}) };
  const { decision, reason } = answer(policies, {
    agent: agent.name,
    asks: [{ tool, subject }],
    place,
    canAsk: true,
    ...more,
  });
  // A failure is a deny too; but for paths that lead nowhere, it would hide here that nothing was decided.
  if (reason.startsWith('canonry') && !/too many links|Invalid URL/.test(reason)) return reason;
  return decision;
}

function expected(decision: Decision, canAsk: boolean): string {
  if (decision === 'ask' && !canAsk) return 'deny';
  return decision ?? 'unspecified';
}

/** Where core leaves it to the harness, an allow would be a decision of its own. */
function isHeld(given: string, decision: Decision): boolean {
  const found = ACTIONS.find((known) => known === given);
  if (found === undefined) return given === 'unspecified' && decision === null;
  return decision === null ? found !== 'allow' : !isStricter(decision, found);
}

/** The name that policies give to a path, by its text alone. */
function nameOf(path: string, project: string): string {
  const home = /^(?:~|\$HOME(?=\/))(?=\/|$)/.exec(path)?.[0];
  const absolute = resolve(project, home === undefined ? path : HOME + path.slice(home.length));
  const inside = relative(project, absolute);
  if (/^\.\.(?:\/|$)/.test(inside)) return absolute;
  return /^[~$]/.test(inside) ? `./${inside}` : inside || '.';
}

/** Everything exists; links stand in the project, and only step by step can be seen where they lead. */
function filesWith(project: string, links: Readonly<Record<string, string>>): Place['files'] {
  const places = Object.keys(links).map((link) => resolve(project, link));
  const isThroughLink = (path: string): boolean => places.some((link) => path === link || path.startsWith(`${link}/`));
  return {
    realpath: (path) => (isThroughLink(path) ? missing() : path),
    readlink: (path) => links[relative(project, path)] ?? missing(),
  };
}

function missing(): never {
  throw new Error('ENOENT');
}

function onlyAscii(agent: Agent): Agent {
  const permissions = agent.permissions.map((policy) => ({
    ...policy,
    rules: policy.rules.map((rule) => ({ ...rule, pattern: rule.pattern.replaceAll(/[^\0-\x7f]/g, '?') })),
  }));
  return { ...agent, permissions };
}

function agentOf(permissions: readonly Policy[]): Agent {
  const lists = { tags: [], skills: [], context: [], rules: [] };
  return { name: 'a', description: 'a', mode: 'all', ...lists, permissions, prompt: '', file: 'a' };
}

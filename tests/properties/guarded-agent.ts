import { ACTIONS, type Agent, type Policy, type Roster, type Rule } from '@canonry/core';
import * as fc from 'fast-check';

const pattern = (...parts: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('*', ...parts), { minLength: 1, maxLength: 4 }).map((chosen) => chosen.join(''));
const PATTERNS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  bash: fc.oneof(
    pattern('git', ' ', 'push', '?', ' *', '--force', 'ls', '/', '..', '10'),
    fc.constantFrom('git *', 'git push --force*', 'rm -rf *', 'ls', 'cat *', '* /*'),
  ),
  edit: pattern('src', '/', '.md', '?', '~/', '/etc', 'docs', '.'),
  read: pattern('src', '/', '.env', '?', '~/', '/etc', '.'),
  external_directory: pattern('/etc', '/', '~/', 'x', '/tmp'),
  glob: pattern('**', '/', '.ts', 'src'),
  grep: pattern('TODO', '?', ' '),
  webfetch: pattern('https://', 'a', '/', '.', 'docs.python.org'),
  task: pattern('a', 'b', '-', 'somebody'),
  skill: pattern('a', 'b', '-'),
};
const FLAT = ['question', 'todo', 'websearch', 'mcp__a', 'mcp__a__b', 'list', '*'];
const action = fc.constantFrom(...ACTIONS);

const policy = fc.constantFrom(...Object.keys(PATTERNS), 'bash', 'bash', 'edit', ...FLAT).chain((tool) => {
  const rule: fc.Arbitrary<Rule> = (PATTERNS[tool] ?? fc.constant('*'))
    .filter((text) => text.trim() === text)
    .chain((text) => fc.record({ pattern: fc.constant(text), action }));
  const rules: fc.Arbitrary<Rule[]> = PATTERNS[tool] === undefined ? fc.constant([]) : fc.array(rule, { maxLength: 5 });
  return fc.record({ tool: fc.constant(tool), intent: action, rules });
});

/** An agent with policies in which a harness can go wrong. */
export const guardedAgent: fc.Arbitrary<Agent> = fc
  .tuple(
    fc.uniqueArray(policy, { minLength: 1, maxLength: 4, selector: ({ tool }) => tool }),
    fc.constantFrom('An agent for tests', 'It reads --- never: writes', 'a---b', '---', 'x: `y`, # "z" ----- {'),
  )
  .map(([permissions, description]) => ({ ...agentWith(permissions), description }));

export function agentWith(permissions: readonly Policy[], name = 'tester'): Agent {
  const nothing = { tags: [], skills: [], context: [], rules: [] };
  const file = `agents/${name}/agent.toml`;
  return { ...nothing, name, description: 'An agent for tests', mode: 'all', permissions, prompt: 'Test.', file };
}

/** A project in which these agents are guarded in Claude Code. */
export function guardedRoster(agents: readonly Agent[], scope: 'project' | 'user' = 'project'): Roster {
  const section = { scope, enforcement: 'guard', options: new Map() } as const;
  const targets = new Map([['claude-code', section]]);
  const project = { agents: ['agents'], targets, models: new Map(), targetModels: new Map(), accept: [] };
  return { agents, skills: [], rules: [], context: [], project };
}

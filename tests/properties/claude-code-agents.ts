import type { Agent, Policy, Rule } from '@canonry/core';
import * as fc from 'fast-check';
import { ACTIONS, MODES } from '../../packages/core/src/agent.js';

const pattern = (parts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 })
    .map((chosen) => chosen.join(''))
    .filter((text) => text.trim() === text && text !== '');

const PATTERNS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  bash: fc.oneof(
    pattern(['git', ' ', 'push', '*', '?', ' *', '--force', 'ls', '=', 'X=1 ', '/', '..', '>', ':', '(', ' &']),
    fc.constantFrom('git *', 'git push*', 'git push --force*', 'rm -rf *', 'ls', 'cat *', '* /*', '*', 'mytool *'),
  ),
  edit: fc.oneof(
    pattern(['src', '/', '*', '.md', '?', '~/', '/etc', 'docs', '.', '[a]']),
    fc.constantFrom('docs/**', '*.md', 'src/*.ts', '**/test/**', '/run/agenix/**', 'README.md', '*secret*', '*'),
  ),
  read: pattern(['src', '/', '*', '.env', '?', '~/', '/etc', '.']),
  external_directory: fc.oneof(
    pattern(['/etc', '/', '*', '~/', 'x', '?', '/tmp']),
    fc.constantFrom('/tmp/**', '~/p/**', '/run/agenix/**', '*'),
  ),
  task: fc.oneof(pattern(['a', 'b', '-', '*', '?']), fc.constantFrom('helper', 'tester')),
  skill: fc.oneof(pattern(['a', 'b', '-', '*', '?']), fc.constantFrom('deploy')),
  webfetch: pattern(['https://', 'a', '/', '*', '.']),
  websearch: pattern(['a', ' ', '*']),
  glob: pattern(['**', '*', '/', '.ts', 'src', '?']),
  grep: pattern(['TODO', '*', '?', ' ', '.']),
};
const FLAT = ['question', 'todo', 'doom_loop', 'list', '*', 'mcp__files', 'mcp__files__write'];
const action = fc.constantFrom(...ACTIONS);

const policy: fc.Arbitrary<Policy> = fc
  .constantFrom(...Object.keys(PATTERNS), 'bash', 'bash', 'edit', 'edit', ...FLAT)
  .chain((tool) => {
    const rule = PATTERNS[tool]?.chain((text) => fc.record({ pattern: fc.constant(text), action }));
    const rules: fc.Arbitrary<Rule[]> = rule === undefined ? fc.constant([]) : fc.array(rule, { maxLength: 4 });
    return fc.record({ tool: fc.constant(tool), intent: action, rules });
  });

/** Agents that share a project: the same tools in many of them, so that their rules meet. */
export const arbitraryAgents: fc.Arbitrary<readonly Agent[]> = fc
  .array(
    fc.record({
      mode: fc.constantFrom(...MODES, 'subagent' as const),
      permissions: fc.uniqueArray(policy, { minLength: 1, maxLength: 5, selector: ({ tool }) => tool }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((made) =>
    made.map((one, at) => ({
      ...one,
      name: `agent-${at}`,
      description: 'An agent for tests',
      tags: [],
      skills: [],
      context: [],
      rules: [],
      prompt: 'Test.',
      file: `agents/agent-${at}/agent.toml`,
    })),
  );

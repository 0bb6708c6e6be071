import { posix } from 'node:path';
import { decide, entryOf, isStricter, type Action, type Agent, type FileTree } from '@canonry/core';
import { opencode } from '@canonry/target-opencode';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from './runs.js';

/** OpenCode's evaluation as plainly as it can be written, over objects as JavaScript has them. */
type Permission = { [key: string]: Action | { [pattern: string]: Action } };

const HOME = '/home/u';
const WORKTREE = '/home/u/p/app';

const DEFAULTS: Permission = {
  '*': 'allow',
  doom_loop: 'ask',
  external_directory: 'ask',
  question: 'deny',
  plan_enter: 'deny',
  plan_exit: 'deny',
  read: { '*': 'allow', '*.env': 'ask', '*.env.*': 'ask', '*.env.example': 'allow' },
};

function matches(text: string, pattern: string): boolean {
  const escaped = pattern
    .replaceAll('\\', '/')
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const source = escaped.endsWith(' .*') ? `${escaped.slice(0, -3)}( .*)?` : escaped;
  return new RegExp(`^${source}$`, 's').test(text.replaceAll('\\', '/'));
}

function expand(pattern: string): string {
  if (pattern.startsWith('~/') || pattern === '~') return HOME + pattern.slice(1);
  return pattern.startsWith('$HOME') ? HOME + pattern.slice('$HOME'.length) : pattern;
}

function evaluate(key: string, target: string, permissions: readonly Permission[]): Action {
  let decision: Action = 'ask';
  for (const permission of permissions)
    for (const [name, value] of Object.entries(permission)) {
      if (!matches(key, name)) continue;
      if (typeof value === 'string') decision = value;
      else
        for (const [pattern, action] of Object.entries(value)) if (matches(target, expand(pattern))) decision = action;
    }
  return decision;
}

/** What each tool of ours is asked about, and what OpenCode asks then. */
interface Operation {
  readonly tool: string;
  readonly subject: string;
  readonly key: string;
  readonly target: string;
}

const name = fc.constantFrom(
  'a',
  'b',
  '.env',
  'x.env',
  'src',
  '.ssh',
  'a.b',
  'test',
  'k.pem',
  'home',
  'u',
  'etc',
  'p',
  'app',
);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const inside = path.map((subject) => ({ subject, target: subject }));
const outsidePath = fc
  .tuple(fc.constantFrom('/', '/etc/', '/home/', '/home/u/', '/home/u/p/', '/home/u/p/app2/', '/tmp/'), path)
  .map(([root, rest]) => root + rest)
  .filter((file) => file !== WORKTREE && !file.startsWith(`${WORKTREE}/`) && file !== HOME);
const outside = outsidePath.map((subject) => ({ subject, target: posix.relative(WORKTREE, subject) }));
const words = fc
  .array(fc.constantFrom('git', 'push', 'ls', '-la', 'rm', 'src/a', '/etc/x', 'a=b', '--force'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(' '))
  .filter((line) => !line.startsWith('a='));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  words.map((line) => ({ tool: 'bash', subject: line, key: 'bash', target: line })),
  fc
    .tuple(fc.constantFrom('read', 'edit'), fc.oneof(inside, outside))
    .map(([tool, { subject, target }]) => ({ tool, subject, key: tool, target })),
  outsidePath.map((subject) => ({
    tool: 'external_directory',
    subject,
    key: 'external_directory',
    target: `${posix.dirname(subject).replace(/\/$/, '')}/*`,
  })),
  fc
    .tuple(fc.constantFrom('task', 'skill', 'glob', 'grep'), fc.constantFrom('a', 'ab', 'a*', '10', 'my-agent'))
    .map(([tool, subject]) => ({ tool, subject, key: tool, target: subject })),
  fc
    .constantFrom(
      ['question', 'question'],
      ['todo', 'todowrite'],
      ['webfetch', 'webfetch'],
      ['mcp__x', 'x_z'],
      ['mcp__x__y', 'x_y'],
      ['mcp__other', 'other_z'],
    )
    .map(([tool = '', key = '']) => ({
      tool,
      subject: 'https://a',
      key,
      target: tool === 'webfetch' ? 'https://a' : '*',
    })),
  fc.constant({ tool: 'doom_loop', subject: 'bash', key: 'doom_loop', target: 'bash' }),
);

const action = fc.constantFrom<Action[]>('allow', 'ask', 'deny');
const pattern = fc.oneof(
  fc.constantFrom(
    '*',
    '**',
    'git *',
    'git*',
    'rm *',
    'ls',
    '10',
    '~/p/**',
    '~',
    '$HOME/*',
    '$HOMEx',
    '/etc/*',
    '/etc/x',
    '*.*',
  ),
  fc.constantFrom(
    '../*',
    '..*',
    '*.env',
    '**/*.env',
    '*/src/*',
    '*src/*',
    '.*',
    '.env',
    '?*',
    '*/*',
    '*/*/*',
    '/tmp/a*',
    '/tmp/?',
    '/?*',
    '/?????*',
    '/etc/?*',
    '/etc/??*',
    '/e?*',
    '/et???*',
    '/b/*x?*',
    '~/?*',
    '?etc/*',
    '* /*',
    'a\\b',
    '"a"',
    'git  push',
  ),
  fc.string({
    unit: fc.constantFrom('*', '?', '/', '.', 'a', 'e', 'n', 'v', '~', ' ', 's'),
    minLength: 1,
    maxLength: 6,
  }),
);
const value = fc.oneof(action, fc.dictionary(pattern, action, { maxKeys: 4, noNullPrototype: true }));
const key = fc.constantFrom(
  '*',
  '**',
  'bash',
  'read',
  'edit',
  'external_directory',
  'task',
  'skill',
  'glob',
  'list',
  'x_*',
  'x_y',
  'e*',
  'web*',
  '*_loop',
  '?ash',
);
const flat = fc.constantFrom('webfetch', 'question', 'todowrite', 'doom_loop');
const permission: fc.Arbitrary<Permission> = fc
  .array(fc.oneof(fc.tuple(key, value), fc.tuple(flat, action)), { maxLength: 5 })
  .map((entries) => Object.fromEntries(entries));

const treeOf = (files: Readonly<Record<string, unknown>>): FileTree =>
  new Map(
    Object.entries(files).map(([file, content]) => [
      file,
      { bytes: new TextEncoder().encode(JSON.stringify(content)), executable: false },
    ]),
  );

/** As OpenCode merges configurations. */
function merge(base: Permission, override: Permission): Permission {
  const merged = { ...base, ...override };
  for (const [tool, above] of Object.entries(override)) {
    const below = base[tool];
    if (typeof below === 'object' && typeof above === 'object') merged[tool] = { ...below, ...above };
  }
  return merged;
}

describe('what is imported from OpenCode', () => {
  it('permits no operation that OpenCode would not', () => {
    let decided = 0;
    let refused = 0;
    const law = fc.property(
      permission,
      permission,
      permission,
      fc.array(operation, { minLength: 10, maxLength: 10 }),
      (global, own, later, operations) => {
        const files = treeOf({
          'opencode.json': { permission: global, agent: { 'My Agent': { prompt: 'Go.', permission: own } } },
          '.opencode/opencode.json': { agent: { 'My Agent': { permission: later } } },
        });
        const imported = opencode.read?.(files);
        if (imported === undefined || imported.findings.some(({ code }) => entryOf(code).severity === 'error')) {
          refused += 1;
          return;
        }
        const [first] = imported.agents;
        expect(first?.agent.name).toBe('my-agent');
        const agent: Agent = { ...(first?.agent ?? expect.fail()), file: '' };
        const rules = [DEFAULTS, global, merge(own, later)];
        for (const { tool, subject, key: asked, target } of operations) {
          // The agent is called otherwise in OpenCode.
          const named = tool === 'task' && subject === 'my-agent' ? 'My Agent' : target;
          const theirs = evaluate(asked, named, rules);
          const ours = decide(agent, tool, subject, { home: HOME }).decision ?? evaluate(asked, named, [DEFAULTS]);
          decided += 1;
          if (isStricter(theirs, ours))
            expect.fail(
              `${tool} ${subject}: ${ours}, in OpenCode ${theirs} for ${named}\n${JSON.stringify(agent.permissions)}`,
            );
        }
      },
    );
    fc.assert(law, runs(2));
    console.log(`${decided} decisions, ${refused} configurations refused`);
    expect(decided).toBeGreaterThan(10 * refused);
  });

  it('decides the same where both mean the same', () => {
    const plain = fc.constantFrom('*', 'git *', 'rm *', 'ls', 'git push*');
    const rulesOf = fc.dictionary(plain, action, { minKeys: 1, noNullPrototype: true });
    fc.assert(
      fc.property(rulesOf, words, (bash, line) => {
        const files = treeOf({ 'opencode.json': { agent: { reader: { prompt: 'Go.', permission: { bash } } } } });
        const [first] = opencode.read?.(files).agents ?? [];
        const agent: Agent = { ...(first?.agent ?? expect.fail()), file: '' };
        expect(decide(agent, 'bash', line).decision).toBe(evaluate('bash', line, [DEFAULTS, { bash }]));
      }),
      runs(0.5),
    );
  });
});

import { ACTIONS, type Action } from '../../../packages/core/src/agent.js';
import { pick } from '../shared/sample.js';

/** A `permission` key as anybody could have written it for OpenCode. */
export type RandomPermission = Readonly<Record<string, Action | Readonly<Record<string, Action>>>>;

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  bash: [
    '*',
    'git *',
    'git push*',
    'git push --force*',
    'ls',
    'ls *',
    'rm ?',
    'rm -rf *',
    '* --force',
    '*=*',
    '*>*',
    'echo *',
    '*|*',
    'cat /etc/*',
    '10',
    '2*',
  ],
  read: ['*', 'src/*', '*.env', '*.md', 'docs/*', '../*', '~/x', 'a?c', '.*'],
  edit: ['*', 'src/**', '*.md', 'docs/*/x', '.opencode/*', '../*', '*\\x'],
  external_directory: ['*', '~/*', '~/p/**', '/etc/*', '/tmp/*', '$HOME/q/*', '/usr/*'],
  task: ['*', 'general', 'gen*'],
  glob: ['*', '**/*.ts', 'src*'],
  grep: ['*', 'TODO*', '?'],
};

const FLAT = ['webfetch', 'websearch', 'todowrite', 'question', 'doom_loop'];
const KEYS = ['*', 'web*', 'b?sh', 'write', 'e*', ...FLAT, ...Object.keys(PATTERNS), ...Object.keys(PATTERNS)];

export function randomPermission(random: () => number): RandomPermission {
  const permission: Record<string, Action | Record<string, Action>> = {};
  const count = 1 + Math.floor(random() * 6);
  for (let index = 0; index < count; index += 1) {
    const key = pick(random, KEYS);
    const patterns = PATTERNS[key];
    permission[key] = patterns === undefined || random() < 0.2 ? pick(random, ACTIONS) : randomRules(random, patterns);
  }
  return permission;
}

function randomRules(random: () => number, patterns: readonly string[]): Record<string, Action> {
  const rules: Record<string, Action> = {};
  const count = 1 + Math.floor(random() * 5);
  for (let index = 0; index < count; index += 1) rules[pick(random, patterns)] = pick(random, ACTIONS);
  return rules;
}

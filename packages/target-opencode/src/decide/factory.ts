import type { Place } from './place.js';
import { toolOutputDirectory } from './place.js';
import { relativePath } from './paths.js';
import type { Permission } from './rules.js';

/** What OpenCode puts in front of the rules of every agent. */
export function defaults({ home }: Place, skillDirectories: readonly string[]): Permission {
  return {
    '*': 'allow',
    doom_loop: 'ask',
    external_directory: openDirectories(home, skillDirectories),
    question: 'deny',
    plan_enter: 'deny',
    plan_exit: 'deny',
    read: { '*': 'allow', '*.env': 'ask', '*.env.*': 'ask', '*.env.example': 'allow' },
  };
}

function openDirectories(home: string, skillDirectories: readonly string[]): Readonly<Record<string, 'allow' | 'ask'>> {
  const opened = [toolOutputDirectory(home), '/tmp/opencode', ...skillDirectories];
  return { '*': 'ask', ...Object.fromEntries(opened.map((path) => [`${path}/*`, 'allow' as const])) };
}

/** The agents that OpenCode brings along, with what they add to the defaults; a file of that name adds to it in turn. */
export function nativeAgents(place: Place, skillDirectories: readonly string[]): ReadonlyMap<string, Permission> {
  const plans = `${place.home}/.local/share/opencode/plans`;
  const nothing: Permission = { '*': 'deny' };
  return new Map<string, Permission>([
    ['build', { question: 'allow', plan_enter: 'allow' }],
    [
      'plan',
      {
        question: 'allow',
        plan_exit: 'allow',
        task: { general: 'deny' },
        external_directory: { [`${plans}/*`]: 'allow' },
        edit: {
          '*': 'deny',
          '.opencode/plans/*.md': 'allow',
          [relativePath(place.worktree, `${plans}/*.md`)]: 'allow',
        },
      },
    ],
    ['general', { todowrite: 'deny' }],
    [
      'explore',
      {
        '*': 'deny',
        grep: 'allow',
        glob: 'allow',
        list: 'allow',
        bash: 'allow',
        webfetch: 'allow',
        websearch: 'allow',
        read: 'allow',
        external_directory: openDirectories(place.home, skillDirectories),
      },
    ],
    ['compaction', nothing],
    ['title', nothing],
    ['summary', nothing],
  ]);
}

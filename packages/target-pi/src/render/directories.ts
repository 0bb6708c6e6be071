import type { Scope } from '@canonry/core';

interface Directories {
  /** Where Pi looks for what is its own. */
  readonly config: string;
  /** The file that many harnesses read, or the one that only Pi reads. */
  readonly agentsMd: string;
}

/** Paths from the output root: the project, or the home directory. */
export const DIRECTORIES: Readonly<Record<Scope, Directories>> = {
  project: { config: '.pi/', agentsMd: 'AGENTS.md' },
  user: { config: '.pi/agent/', agentsMd: '.pi/agent/AGENTS.md' },
};

/** Where every harness finds them that follows the Agent Skills specification. */
export const SKILLS = '.agents/skills/';

/** Below the directory of Pi. */
export const GUARD = { extension: 'extensions/canonry-guard.ts', library: 'canonry/' } as const;

const OWN_FILES = ['SYSTEM.md', 'APPEND_SYSTEM.md', 'settings.json', 'agents/', GUARD.extension, GUARD.library];

/** Everything that may be written. */
export const OWNS: readonly string[] = [
  ...Object.values(DIRECTORIES).flatMap(({ config, agentsMd }) => [
    ...OWN_FILES.map((name) => config + name),
    agentsMd,
  ]),
  SKILLS,
];

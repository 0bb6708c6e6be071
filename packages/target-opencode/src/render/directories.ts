import type { Scope } from '@canonry/core';

interface Directories {
  /** Where OpenCode looks for agents. */
  readonly config: string;
  readonly skills: string;
  readonly settings: string;
  /** The directory of the configuration as `instructions` names it. */
  readonly instructions: string;
}

/** Paths from the output root: the project, or the home directory. */
export const DIRECTORIES: Readonly<Record<Scope, Directories>> = {
  project: {
    config: '.opencode/',
    skills: '.agents/skills/',
    settings: 'opencode.json',
    instructions: '.opencode/',
  },
  user: {
    config: '.config/opencode/',
    skills: '.agents/skills/',
    settings: '.config/opencode/opencode.json',
    instructions: '~/.config/opencode/',
  },
};

const OWN_DIRECTORIES = ['agent/', 'agents/', 'rules/', 'context/'];

/** Everything that may be written. */
export const OWNS: readonly string[] = [
  ...new Set(
    Object.values(DIRECTORIES).flatMap(({ config, skills, settings }) => [
      ...OWN_DIRECTORIES.map((directory) => config + directory),
      skills,
      settings,
    ]),
  ),
];

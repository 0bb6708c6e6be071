import { keptFor, type FileTree, type Question } from '@canonry/core';
import { readMarkdown } from './front-matter.js';
import { parentOf } from './paths.js';
import type { Place } from './place.js';

/** Where skills lie below the output root: any depth, a file that is exactly SKILL.md. */
const PLACES: Readonly<Record<Question['scope'], RegExp>> = {
  project:
    /^(?:(?:~\/)?\.opencode\/skills?|~\/\.config\/opencode\/skills?|(?:~\/)?\.(?:claude|agents)\/skills)\/(?:.*\/)?SKILL\.md$/,
  user: /^(?:(?:\.config\/opencode|\.opencode)\/skills?|\.(?:claude|agents)\/skills)\/(?:.*\/)?SKILL\.md$/,
};

/** The directories of all skills that OpenCode loads, absolute: it opens them to every agent. */
export function skillDirectories(files: FileTree, { scope }: Question, place: Place): readonly string[] {
  const root = scope === 'user' ? place.home : place.directory;
  return skillsIn(files)
    .filter((path) => PLACES[scope].test(path))
    .map((path) => parentOf(path.startsWith('~/') ? `${place.home}${path.slice(1)}` : `${root}/${path}`));
}

/** Skills with a name, without which OpenCode does not load them. Read once for all the questions about some files. */
function skillsIn(files: FileTree): readonly string[] {
  return keptSkills(files, () =>
    [...files]
      .filter(([path]) => path.endsWith('/SKILL.md'))
      .filter(([, { bytes }]) => typeof readMarkdown(new TextDecoder().decode(bytes)).data['name'] === 'string')
      .map(([path]) => path),
  );
}

const keptSkills = keptFor<readonly string[]>();

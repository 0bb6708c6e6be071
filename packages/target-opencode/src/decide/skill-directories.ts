import type { FileTree, Question } from '@canonry/core';
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
  return [...files]
    .filter(([path]) => PLACES[scope].test(path))
    .filter(([, { bytes }]) => typeof readMarkdown(new TextDecoder().decode(bytes)).data['name'] === 'string')
    .map(([path]) => parentOf(path.startsWith('~/') ? `${place.home}${path.slice(1)}` : `${root}/${path}`));
}

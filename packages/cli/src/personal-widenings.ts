import { findForeignWidenings, type FileTree, type Finding } from '@canonry/core';
import { readFiles, type LoadedRoster } from '@canonry/core/node';
import type { RenderedAlone } from './harness-decisions.js';
import { homeIn, homeOf } from './home-of.js';
import type { Io } from './io.js';
import { scopeOf } from './output-roots.js';
import { inRoot, readAbove } from './read-around.js';

/**
 * Where files outside of the project, which a harness reads too, let agents do more than what is rendered: a person's own,
 * which it reads in every project, and those in the directories above.
 */
export function findPersonalWidenings(
  { target, files, pathPrefix }: RenderedAlone,
  { root, roster }: LoadedRoster,
  { env }: Io,
): readonly Finding[] {
  const { reads } = target;
  const home = homeIn(env);
  const scope = scopeOf(roster.project, target.name);
  const personal = home === undefined ? [] : scope === 'user' ? readFiles(home, inRoot(reads)) : readHome(home, reads);
  const above = scope === 'user' ? [] : readAbove(root, reads);
  return findForeignWidenings({
    target,
    agents: roster.agents,
    alone: files,
    merged: new Map([...personal, ...above, ...files]),
    place: { home: homeOf(env), project: root, pathPrefix, scope },
  });
}

/** Files below the home, with their paths as `reads` has them. */
function readHome(home: string, reads: readonly string[]): FileTree {
  const places = reads.filter((place) => place.startsWith('~/')).map((place) => place.slice(2));
  return new Map([...readFiles(home, places)].map(([path, entry]) => [`~/${path}`, entry]));
}

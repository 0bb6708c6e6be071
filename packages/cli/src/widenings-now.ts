import { findForeignWidenings, type FileTree, type Finding } from '@canonry/core';
import { readFiles, type LoadedRoster } from '@canonry/core/node';
import type { RenderedAlone } from './harness-decisions.js';
import { homeIn, homeOf } from './home-of.js';
import type { Io } from './io.js';
import { scopeOf } from './output-roots.js';
import { inRoot, readAbove } from './read-around.js';

/**
 * Where files let agents do more than what is rendered, as they are now: those of the project, those in the directories
 * above, and a person's own, which a harness reads in every project.
 */
export function findWideningsNow(
  { target, files, pathPrefix }: RenderedAlone,
  { root, roster }: LoadedRoster,
  { env }: Io,
): readonly Finding[] {
  const { reads } = target;
  const home = homeIn(env);
  const scope = scopeOf(roster.project, target.name);
  const personal = home === undefined ? [] : scope === 'user' ? readFiles(home, inRoot(reads)) : readHome(home, reads);
  const inProject = scope === 'user' ? [] : [...readAbove(root, reads), ...readFiles(root, inRoot(reads))];
  return findForeignWidenings({
    target,
    agents: roster.agents,
    alone: files,
    merged: new Map([...files, ...personal, ...inProject]),
    place: { home: homeOf(env), project: root, pathPrefix, scope },
  });
}

/** Files below the home, with their paths as `reads` has them. */
function readHome(home: string, reads: readonly string[]): FileTree {
  const places = reads.filter((place) => place.startsWith('~/')).map((place) => place.slice(2));
  return new Map([...readFiles(home, places)].map(([path, entry]) => [`~/${path}`, entry]));
}

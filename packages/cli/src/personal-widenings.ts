import { findForeignWidenings, type FileTree, type Finding } from '@canonry/core';
import { readFiles, type LoadedRoster } from '@canonry/core/node';
import type { RenderedAlone } from './harness-decisions.js';
import { homeIn } from './home-of.js';
import type { Io } from './io.js';
import { scopeOf } from './output-roots.js';

/** Where a person's own files, which a harness reads in every project, let agents do more than what is rendered. */
export function findPersonalWidenings(
  { target, files, pathPrefix }: RenderedAlone,
  { root, roster }: LoadedRoster,
  { env }: Io,
): readonly Finding[] {
  const home = homeIn(env);
  if (home === undefined) return [];
  const scope = scopeOf(roster.project, target.name);
  const personal = scope === 'user' ? readFiles(home, inRoot(target.reads)) : readHome(home, target.reads);
  return findForeignWidenings({
    target,
    agents: roster.agents,
    alone: files,
    merged: new Map([...personal, ...files]),
    place: { home, project: root, pathPrefix, scope },
  });
}

/** Files below the home, with their paths as `reads` has them. */
function readHome(home: string, reads: readonly string[]): FileTree {
  const places = reads.filter((place) => place.startsWith('~/')).map((place) => place.slice(2));
  return new Map([...readFiles(home, places)].map(([path, entry]) => [`~/${path}`, entry]));
}

function inRoot(reads: readonly string[]): readonly string[] {
  return reads.filter((place) => !place.startsWith('~/'));
}

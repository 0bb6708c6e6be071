import { findingOf, type Finding } from '../diagnostic.js';
import { findCollisions } from '../portable-path.js';
import { quote } from '../text/quote.js';
import type { RenderedTarget } from './merge-outputs.js';
import { isOwned, overlaps } from './owned-paths.js';
import { whyNotSafe } from './safe-path.js';

/** Everything that is wrong with where targets want to write, before anything is looked at. */
export function checkOutputs(rendered: readonly RenderedTarget[]): readonly Finding[] {
  const paths = [...new Set(rendered.flatMap(({ outputs }) => outputs.map(({ path }) => path)))];
  return [...rendered.flatMap(checkTarget), ...findCollidingPaths(paths), ...findNestedPaths(paths)];
}

/** A prompt where a harness looks for agents is an agent to it, and one without any rule. */
export function findSharedSources(rendered: readonly RenderedTarget[], sources: readonly string[]): readonly Finding[] {
  return rendered.flatMap((target) => sharedWith(target, sources));
}

function sharedWith({ target, owns }: RenderedTarget, sources: readonly string[]): readonly Finding[] {
  return [...new Set(sources)].flatMap((source) => {
    const path = owns.find((prefix) => overlaps(prefix, source));
    if (path === undefined) return [];
    const parameters = { source: quote(source), target, path: quote(path) };
    return [findingOf('source-in-output', { file: source, target }, parameters)];
  });
}

function checkTarget({ target, owns, outputs }: RenderedTarget): readonly Finding[] {
  return outputs.flatMap(({ path }) => {
    const where = { file: path, target };
    const reason = whyNotSafe(path);
    if (reason !== undefined) return [findingOf('unsafe-output', where, { path: quote(path), target, reason })];
    return isOwned(path, owns) ? [] : [findingOf('output-not-owned', where, { path: quote(path), target })];
  });
}

/** Every directory on the way counts: `A/x` and `a/y` are in one directory on some systems. */
function findCollidingPaths(paths: readonly string[]): readonly Finding[] {
  const all = new Set(paths.flatMap((path) => [...parentsOf(path), path]));
  return findCollisions(all).map(({ path, other }) =>
    findingOf('colliding-outputs', { file: path }, { path: quote(path), other: quote(other) }),
  );
}

function findNestedPaths(paths: readonly string[]): readonly Finding[] {
  const files = new Set(paths);
  return paths.flatMap((path) =>
    parentsOf(path)
      .filter((parent) => files.has(parent))
      .map((parent) => findingOf('nested-outputs', { file: path }, { path: quote(path), parent: quote(parent) })),
  );
}

/** The directories that hold a path, outermost first. */
export function parentsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

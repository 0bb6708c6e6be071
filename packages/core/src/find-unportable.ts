import { findingOf, type Finding } from './diagnostic.js';
import { findCollisions, whyNotPortable } from './portable-path.js';
import { quoteExactly, quoteWhole } from './text/quote.js';

/** Files that cannot be written on every system, or not beside each other. */
export function findUnportable(files: readonly string[]): Finding[] {
  const names = files.flatMap((path) => {
    const reason = whyNotPortable(path);
    return reason === undefined
      ? []
      : [findingOf('unportable-path', { file: path }, { path: quoteWhole(path), reason })];
  });
  const collisions = findCollisions(files).map(({ path, other }) => {
    const show = path.normalize() === other.normalize() ? quoteExactly : quoteWhole;
    return findingOf('colliding-paths', { file: path }, { path: show(path), other: show(other) });
  });
  return [...names, ...collisions];
}

import { findingOf, type Finding } from './diagnostic.js';
import { findCollisions, whyNotPortable } from './portable-path.js';
import { quote } from './text/quote.js';

/** Files that cannot be written on every system, or not beside each other. */
export function findUnportable(files: readonly string[]): Finding[] {
  const names = files.flatMap((path) => {
    const reason = whyNotPortable(path);
    return reason === undefined ? [] : [findingOf('unportable-path', { file: path }, { path: quote(path), reason })];
  });
  const collisions = findCollisions(files).map(({ path, other }) =>
    findingOf('colliding-paths', { file: path }, { path: quote(path), other: quote(other) }),
  );
  return [...names, ...collisions];
}

/**
 * The directories that lead to these paths of a home, outermost first. A mount below one of them does not keep its owner from
 * renaming it, and making another one in its place: where that matters, each has to be a mount of its own.
 */
export function directoriesAbove(paths: readonly string[]): readonly string[] {
  const above = paths.flatMap((path) => {
    const parts = path.replace(/\/$/, '').split('/');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(above)].toSorted();
}

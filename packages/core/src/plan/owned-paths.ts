/** Whether a path is among those that a target owns: files, or directories with a final `/`. */
export function isOwned(path: string, owns: readonly string[]): boolean {
  return owns.some((prefix) => path === prefix || (prefix.endsWith('/') && path.startsWith(prefix)));
}

/** Whether a target may have made a directory: it is among the paths that it owns, or on the way to one. */
export function mayHaveMade(directory: string, owns: readonly string[]): boolean {
  return owns.some((prefix) => prefix.startsWith(`${directory}/`)) || isOwned(`${directory}/`, owns);
}

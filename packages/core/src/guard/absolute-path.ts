/** The path from a directory on, not yet tidy: `..` behind a link is not what it seems to be. */
export function absoluteFrom(directory: string, path: string): string {
  return path.startsWith('/') ? path : `${directory}/${path}`;
}

/** An absolute path without `.`, `..`, empty parts and a final `/`, by its text alone. */
export function tidyPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What follows a directory in a tidy path: `''` for itself, undefined for what is elsewhere. */
export function below(directory: string, path: string): string | undefined {
  if (path === directory) return '';
  const start = directory === '/' ? '/' : `${directory}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

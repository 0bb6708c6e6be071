/** An absolute path without `.` and `..`; a relative one counts from the base, `~` from the home. */
export function resolvePath(path: string, base: string, home: string): string {
  if (path === '~' || path.startsWith('~/')) return normalise(home + path.slice(1));
  return normalise(path.startsWith('/') ? path : `${base}/${path}`);
}

/** The path as seen from a directory; undefined if it is not in it. The directory itself is `''`. */
export function pathBelow(directory: string, path: string): string | undefined {
  if (path === directory) return '';
  const prefix = directory === '/' ? '/' : `${directory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

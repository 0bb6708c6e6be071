import { homePrefix } from './pattern.js';

/** A path as policies see it: no `.`, no `..`, no empty parts. Null if it climbs out of the project: then it can be any file. */
export function pathSubject(path: string): string | null {
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(path.replace(/^\//, ''))) return path;
  const start = path.startsWith('/') ? '/' : homePrefix(path);
  const parts: string[] = [];
  for (const part of path.slice(start.length).split('/')) {
    if (part === '' || part === '.') continue;
    const climbs = part === '..' && parts.length === 0;
    if (climbs && start !== '/') return null;
    if (part !== '..') parts.push(part);
    else parts.pop();
  }
  const rest = parts.join('/');
  if (start === '' || start === '/') return `${start}${rest}` || '.';
  return `~/${rest}`;
}

/** True if the path names a place outside the project: absolute, or below home. */
export function isOutside(path: string): boolean {
  return path.startsWith('/') || homePrefix(path) !== '';
}

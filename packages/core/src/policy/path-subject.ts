import { homePrefix } from './pattern.js';
import { textOf, type SubjectText } from './subject.js';

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
  if (start === '/') return `/${rest}`;
  if (start !== '') return `~/${rest}`;
  // A directory that is named like the home directory is not the home directory.
  return homePrefix(rest) === '' ? rest || '.' : `./${rest}`;
}

/** True if some path of the set may be outside the project. An unknown part may hold `..`. */
export function mayBeOutside(pieces: SubjectText): boolean {
  const text = textOf(pieces);
  if (text === null) return true;
  const path = pathSubject(text);
  return path === null || isOutside(path);
}

/** True if the path names a place outside the project: absolute, or below home. */
function isOutside(path: string): boolean {
  return path.startsWith('/') || path.startsWith('~') || homePrefix(path) !== '';
}

import { whyNotPortable } from '../portable-path.js';

/** Our own directory: manifest, journal, lock and backups. */
export const OWN_DIRECTORY = '.canonry';

const LONGEST_PATH = 1024;
const LONGEST_NAME = 255;

/** Why canonry never writes at a path, or `undefined` if it may. */
export function whyNotSafe(path: string): string | undefined {
  const parts = path.split('/');
  if (path === '') return 'it is empty';
  if (path.includes('\\')) return 'it holds a backslash; paths are written with /';
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path)) return 'it is an absolute path';
  if (parts.includes('..')) return 'it leads out of the output root';
  if (parts.some((part) => part === '' || part === '.')) return 'it has an empty part';
  // A file below .git can make Git run programs.
  if (parts.some((part) => part.toLowerCase() === '.git')) return 'it is inside of a Git directory';
  if (parts[0]?.toLowerCase() === OWN_DIRECTORY) return `${OWN_DIRECTORY} is canonry's own directory`;
  if (path.length > LONGEST_PATH || parts.some((part) => new TextEncoder().encode(part).length > LONGEST_NAME))
    return 'it is longer than file systems allow';
  return whyNotPortable(path);
}

export function isSafePath(path: string): boolean {
  return whyNotSafe(path) === undefined;
}

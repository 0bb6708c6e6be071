import { homePrefix } from '../policy/pattern.js';

/** Where agents are imagined to work: what a report says is the same on every machine. */
export const HOME = '/home/someone';
export const PROJECT = `${HOME}/work/project`;

/** A harness is asked about a file, not about a way to write it. */
export function withoutTilde(path: string): string {
  const prefix = homePrefix(path);
  return prefix === '' ? path : `${HOME}${path.slice(prefix.length)}`;
}

export function isInProject(path: string): boolean {
  const absolute = withoutTilde(path);
  return absolute === PROJECT || absolute.startsWith(`${PROJECT}/`);
}

import { absoluteFrom, below, tidyPath } from './absolute-path.js';
import { followLinks } from './follow-links.js';
import type { Place } from './request.js';

/** As Linux has it; what is longer only costs time. */
const LONGEST_PATH = 4096;

/** One way to name files: as they are written, or with all links followed. */
export interface Naming {
  readonly project: string;
  readonly home: string | undefined;
  /** The subjects that a path has for policies, several where it may mean several files. */
  readonly subjectsOf: (path: string) => readonly string[];
}

/** What is written and what it leads to: a file must be allowed by both names. */
export function namingsOf(place: Place): readonly Naming[] {
  const follow = (path: string): string => followLinks(path, place.files);
  const home = place.home?.startsWith('/') === true ? place.home : undefined;
  const written = { project: tidyPath(place.project), home: home === undefined ? undefined : tidyPath(home) };
  const real = { project: follow(place.project), home: home === undefined ? undefined : follow(home) };

  const subjectsOf =
    (own: typeof written, filesAt: (path: string) => readonly string[]): Naming['subjectsOf'] =>
    (path) => {
      if (path.length > LONGEST_PATH) throw new Error(`a path of more than ${LONGEST_PATH} characters`);
      if (home === undefined && isBelowHome(path)) return [path];
      const absolute = spellings(path, home ?? '').map((one) => absoluteFrom(place.cwd ?? place.project, one));
      return absolute.flatMap(filesAt).map((file) => {
        const inside = below(written.project, file) ?? below(real.project, file);
        if (inside !== undefined) return relativeSubject(inside);
        // The home directory has one name, whichever way a path takes to it.
        const atHome = real.home === undefined ? undefined : below(real.home, file);
        return atHome === undefined ? file : tidyPath(`${own.home}/${atHome}`);
      });
    };
  return [
    { ...written, subjectsOf: subjectsOf(written, (path) => [tidyPath(path)]) },
    // Programs that tidy a path before they open it follow other links than those that do not.
    { ...real, subjectsOf: subjectsOf(real, (path) => [follow(path), follow(tidyPath(path))]) },
  ];
}

function isBelowHome(path: string): boolean {
  return path === '~' || path.startsWith('~/');
}

/** What a path may mean. `$HOME/` and `file:` mean something to some programs, and are names of directories to others. */
function spellings(path: string, home: string): readonly string[] {
  if (isBelowHome(path)) return [home + path.slice(1)];
  if (path.startsWith('$HOME/')) return [path, home + path.slice('$HOME'.length)];
  if (/^file:/i.test(path)) return [path, decodeURIComponent(new URL(path).pathname)];
  return [path];
}

/** A directory of the project that is named like the home directory is not the home directory. */
function relativeSubject(path: string): string {
  return /^(?:~|\$HOME\/)/.test(path) ? `./${path}` : path || '.';
}

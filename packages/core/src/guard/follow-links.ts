import { tidyPath } from './absolute-path.js';
import type { GuardFiles } from './request.js';

/** In one path, as Linux counts them. */
const MOST_LINKS = 40;

/**
 * The file that an absolute path really leads to, also if it is yet to be made: then the directories that exist are followed,
 * and links that lead to nothing too, because writing to them makes a file where they lead. Throws if the links do not end.
 */
export function followLinks(path: string, files: GuardFiles): string {
  // Behind a link, `..` is not the directory that stands before it, and not every realpath knows that.
  const whole = /(?:^|\/)\.\.(?:\/|$)/.test(path) ? undefined : attempt(() => files.realpath(path));
  if (whole !== undefined) return tidyPath(whole);
  const pending = path.split('/').toReversed();
  let place = '/';
  let links = 0;
  let isMissing = false;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const next = tidyPath(`${place}/${name}`);
    isMissing &&= name !== '..';
    const real: string | undefined = isMissing ? next : attempt(() => files.realpath(next));
    const destination: string | undefined = real === undefined ? attempt(() => files.readlink(next)) : undefined;
    isMissing ||= real === undefined && destination === undefined;
    if (destination === undefined) place = tidyPath(real ?? next);
    else {
      links += 1;
      if (links > MOST_LINKS) throw new Error('too many links in a path');
      if (destination.startsWith('/')) place = '/';
      pending.push(...destination.split('/').toReversed());
    }
  }
  return place;
}

function attempt(look: () => string): string | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

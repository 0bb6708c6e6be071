import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { errorCode } from './source-files.js';
import type { WatchedPlace } from './watch-source.js';

/**
 * Where links below a directory of the source lead, however many lie one behind another: watching a directory does not
 * follow them. Only inside of the root, where canonry reads.
 */
export function linkedPlaces(root: string, directory: string): readonly WatchedPlace[] {
  const places = new Map<string, WatchedPlace>();
  const realRoot = realOf(root);
  const pending = [realOf(directory)];
  const seen = new Set<string>();
  for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
    if (seen.has(here) || realRoot === undefined) continue;
    seen.add(here);
    for (const entry of entriesOf(here)) {
      const path = join(here, entry.name);
      if (entry.isDirectory()) pending.push(path);
      const target = entry.isSymbolicLink() ? realOf(path) : undefined;
      if (target === undefined || !target.startsWith(realRoot + sep) || here.startsWith(target + sep)) continue;
      places.set(`${target}/..`, { directory: dirname(target), names: [basename(target)] });
      if (attempt(() => statSync(target))?.isDirectory() !== true) continue;
      places.set(target, { directory: target });
      pending.push(target);
    }
  }
  return [...places.values()];
}

function entriesOf(directory: string): readonly Dirent[] {
  return attempt(() => readdirSync(directory, { withFileTypes: true })) ?? [];
}

function realOf(path: string): string | undefined {
  return attempt(() => realpathSync.native(path));
}

/** What cannot be read, the next render tells. */
function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

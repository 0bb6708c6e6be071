import { basename, dirname } from 'node:path';
import { linkedPlaces, type LoadedRoster, type WatchedPlace } from '@canonry/core/node';
import { sourceDirectories } from './write-outputs.js';

/** Everything that a source is read from, and the directories in which such directories may appear. */
export function placesToWatch(
  { root, roster }: Pick<LoadedRoster, 'root' | 'roster'>,
  config?: string,
): readonly WatchedPlace[] {
  const files = { directory: config === undefined ? root : dirname(config), names: projectFiles(config) };
  const deep = sourceDirectories(root, roster.project.agents);
  return [
    files,
    ...deep.map((directory) => ({ directory })),
    ...deep.flatMap((directory) => wayTo(root, directory)),
    ...deep.flatMap((directory) => linkedPlaces(root, directory)),
  ];
}

function projectFiles(config: string | undefined): readonly string[] {
  return [config === undefined ? 'canonry.toml' : basename(config), 'canonry.local.toml'];
}

/** The entry of each directory below the root that leads to another. */
function wayTo(root: string, directory: string): readonly WatchedPlace[] {
  const places: WatchedPlace[] = [];
  for (let here = directory; here !== root && dirname(here) !== here; here = dirname(here))
    places.push({ directory: dirname(here), names: [basename(here)] });
  return places;
}

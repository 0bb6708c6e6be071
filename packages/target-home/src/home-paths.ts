import type { Rendered, Target } from '@canonry/core';
import { OWNS } from './places.js';

/**
 * What in each home is ours alone, by the name of its account and below the home: what a unit binds and a login copies. A
 * directory counts as a whole where it is the harness's target's own, or sealed: a file that somebody adds there would be an
 * agent or a skill of theirs. All others stay open, because harnesses keep notes and sessions beside their settings.
 */
export function homePaths(
  { outputs }: Pick<Rendered, 'outputs'>,
  harnesses: readonly Pick<Target, 'owns' | 'sealed'>[],
): ReadonlyMap<string, readonly string[]> {
  const known = harnesses.flatMap(({ owns, sealed = [] }) => [...sealed, ...owns]);
  const directories = known.filter((path) => path.endsWith('/'));
  const homes = new Map<string, Set<string>>();
  for (const { path } of outputs) {
    if (!path.startsWith(OWNS)) continue;
    const [name = '', ...rest] = path.slice(OWNS.length).split('/');
    const file = rest.join('/');
    const ours = homes.get(name) ?? new Set();
    ours.add(directories.find((directory) => file.startsWith(directory)) ?? file);
    homes.set(name, ours);
  }
  return new Map([...homes].map(([name, paths]) => [name, [...paths].toSorted()]));
}

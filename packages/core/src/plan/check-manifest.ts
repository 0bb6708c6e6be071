import { quote } from '../text/quote.js';
import { targetsOf, type Manifest } from './manifest.js';
import { isOwned, mayHaveMade } from './owned-paths.js';
import { targetOfOwner } from './owners.js';

/** What a record is held against: a merge, or a stranger, can have written anything into it. */
export interface ManifestBounds {
  /** Of every target that there is, also those that are not rendered now, the paths that it may write; absent: unknown. */
  readonly owns?: ReadonlyMap<string, readonly string[]> | undefined;
  /** What canonry reads, below the output root. */
  readonly sources: readonly string[];
}

/** Why a manifest is not to be followed: it claims something that canonry cannot have written. */
export function whyNotOurs({ files, directories }: Manifest, { owns, sources }: ManifestBounds): string | undefined {
  const paths = [...files.keys(), ...directories];
  const source = paths.find((path) => sources.some((read) => path === read || path.startsWith(`${read}/`)));
  if (source !== undefined) return `it names ${quote(source)}, which canonry reads and never writes`;
  if (owns === undefined) return undefined;
  for (const [path, owned] of files) {
    const stranger = targetsOf(owned)
      .map(targetOfOwner)
      .find((target) => !isOwned(path, owns.get(target) ?? []));
    if (stranger !== undefined) return `it says that ${quote(stranger)} wrote ${quote(path)}, which it never does`;
  }
  const all = [...owns.values()].flat();
  const odd = directories.find((directory) => !mayHaveMade(directory, all));
  return odd === undefined ? undefined : `it names the directory ${quote(odd)}, which no target makes`;
}

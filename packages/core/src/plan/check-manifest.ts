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
  const beyond: string[] = [];
  for (const [path, owned] of files) {
    const targets = targetsOf(owned).map(targetOfOwner);
    const liar = targets.find((target) => owns.has(target) && !isOwned(path, owns.get(target) ?? []));
    if (liar !== undefined) return `it says that ${quote(liar)} wrote ${quote(path)}, which it never does`;
    // What a target may write that nobody knows here nobody can say.
    if (targets.some((target) => !owns.has(target))) beyond.push(path);
  }
  const all = [...owns.values(), beyond].flat();
  const odd = directories.find((directory) => !mayHaveMade(directory, all));
  return odd === undefined ? undefined : `it names the directory ${quote(odd)}, which no target makes`;
}

/** The targets on record that are none of these: they have left canonry.toml, or cannot be loaded, or never were. */
export function strangersIn({ files }: Manifest, owns: ManifestBounds['owns']): ReadonlySet<string> {
  const targets = [...files.values()].flatMap(targetsOf).map(targetOfOwner);
  return new Set(owns === undefined ? [] : targets.filter((target) => !owns.has(target)).toSorted());
}

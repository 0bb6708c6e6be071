import type { Manifest, Owned, OwnedEntry } from './manifest.js';

/*
 * Several sources may share an output root: a person's home. An owner is a target of one of them: `opencode` for the source
 * that a run renders, `opencode@code/team` for another one, by its way from the output root, `opencode@` for the root itself.
 */

/** The target that an owner is. */
export function targetOfOwner(owner: string): string {
  return owner.replace(/@[^]*$/, '');
}

/** Where the source of an owner is, seen from the output root; `undefined` if it is the one that is rendered. */
export function otherSourceOf(owner: string): string | undefined {
  return /@([^]*)$/.exec(owner)?.[1];
}

/** The record with owners as one source sees them; `''` is the source in the output root itself. */
export function seenFrom(source: string, manifest: Manifest): Manifest {
  return source === '' ? manifest : mapOwners(manifest, (owner) => exchange(owner, { from: `@${source}`, to: '@' }));
}

/** The way back: what one source wrote, as the manifest has it. */
export function writtenBy(source: string, manifest: Manifest): Manifest {
  return source === '' ? manifest : mapOwners(manifest, (owner) => exchange(owner, { from: '@', to: `@${source}` }));
}

/** An owner that ends so loses it, and one that names no other source gets it. */
function exchange(owner: string, { from, to }: { readonly from: string; readonly to: string }): string {
  const target = targetOfOwner(owner);
  if (owner === target + from) return target;
  return owner === target ? target + to : owner;
}

function mapOwners({ files, directories }: Manifest, rename: (owner: string) => string): Manifest {
  const renamed = (targets: readonly string[]): readonly string[] => targets.map(rename).toSorted();
  const entry = (owned: OwnedEntry): OwnedEntry => ({ ...owned, targets: renamed(owned.targets) });
  const owned = (item: Owned): Owned => {
    if (item.kind !== 'json-keys') return { ...item, targets: renamed(item.targets) };
    const values = new Map([...item.values].map(([pointer, value]) => [pointer, entry(value)]));
    return { ...item, values, items: new Map([...item.items].map(([pointer, list]) => [pointer, list.map(entry)])) };
  };
  return { files: new Map([...files].map(([path, item]) => [path, owned(item)])), directories };
}

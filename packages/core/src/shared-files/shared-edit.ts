import { otherSourceOf } from '../plan/owners.js';

/** What a pure function needs to know a text again. */
export type Hash = (data: string | Uint8Array) => string;

/** Which of a record's owners are left alone in this run. */
export type IsUntouched = (target: string) => boolean;

/** Something that a person would lose, so it is only done with --force, or never. */
export interface Conflict {
  /**
   * `foreign`: it is there and we did not write it. `edited`: we wrote it, a person changed it. `stale-edited`: the same,
   * and it is no longer rendered, so it simply stays. `other-source`: another source renders it differently. `refused`: not
   * even --force may do it.
   */
  readonly kind: 'foreign' | 'edited' | 'stale-edited' | 'other-source' | 'refused';
  /** The key or block it is about; absent for a whole file. */
  readonly entry?: string;
  /** Why it is refused, or which other source it is. */
  readonly reason?: string;
}

/** A shared file after our part of it is as it should be: what --force would write, if there are conflicts. */
export interface SharedEdit<Record> {
  /** `undefined`: no file. */
  readonly text: string | undefined;
  /** `undefined`: nothing of ours is in it. */
  readonly record: Record | undefined;
  readonly conflicts: readonly Conflict[];
}

/** The conflict of rendering something anew that another source owns too, and its owners without that one. */
export function takeFromOthers<Record extends { readonly targets: readonly string[] }>(
  owned: Record | undefined,
  isSame: boolean,
): { readonly owned: Record | undefined; readonly conflict: Conflict | undefined } {
  const others = isSame ? [] : (owned?.targets ?? []).flatMap((owner) => otherSourceOf(owner) ?? []);
  const [other] = others;
  if (owned === undefined || other === undefined) return { owned, conflict: undefined };
  const targets = owned.targets.filter((owner) => otherSourceOf(owner) === undefined);
  return { owned: { ...owned, targets }, conflict: { kind: 'other-source', reason: other } };
}

/** The owners of something that this run renders for some targets, and that others of the record keep. */
export function ownersOf(
  rendered: readonly string[],
  recorded: { readonly targets: readonly string[] } | undefined,
  isUntouched: IsUntouched,
): readonly string[] {
  return [...new Set([...rendered, ...(recorded?.targets ?? []).filter(isUntouched)])].toSorted();
}

/** What is there as rendered, though no record says that it is ours. */
export interface Adoption<Record> {
  /** As it would be, had it not been lost; `undefined` if nothing can be taken for ours. */
  readonly record: Record | undefined;
  /** What is taken for ours in a shared file; `undefined` for all of it. */
  readonly entries: readonly string[] | undefined;
  /** What is as rendered, and may as well be a person's. */
  readonly doubtful: readonly string[];
}

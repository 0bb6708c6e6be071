import type { Node } from 'jsonc-parser';
import type { OwnedEntry } from '../plan/manifest.js';
import { valueOf } from './json-document.js';
import { refuseEntry, type KeysEdit, type WantedValue } from './keys-edit.js';
import { ownersOf } from './shared-edit.js';

/** Items of an array that we own from earlier: those no longer rendered go. */
export function keepItems(edit: KeysEdit, pointer: string, owned: readonly OwnedEntry[]): void {
  const { input, draft, items } = edit;
  const wanted = new Map(input.wanted.items.get(pointer)?.map((item) => [edit.hash(item.value), item.targets]));
  const kept: OwnedEntry[] = [];
  for (const entry of owned) {
    const targets = ownersOf(wanted.get(entry.sha256) ?? [], entry, input.isUntouched);
    if (targets.length > 0) kept.push({ ...entry, targets });
    else removeItem(edit, pointer, entry.sha256);
  }
  if (kept.length > 0) items.set(pointer, kept);
  draft.touch(pointer);
}

/** Items that are rendered. One that is there and not on record is a person's: it serves, and it is never ours. */
export function addItems(edit: KeysEdit, pointer: string, wanted: readonly WantedValue[]): void {
  const { draft, items, hash } = edit;
  const before = findArray(edit, pointer);
  if (before === 'refused') return;
  const there = new Set((before?.children ?? []).map((item) => hash(valueOf(item))));
  const owned = [...(items.get(pointer) ?? [])];
  const onRecord = new Set(owned.map((entry) => entry.sha256));
  for (const { value, targets } of wanted) {
    const sha256 = hash(value);
    if (there.has(sha256)) continue;
    const array = findArray(edit, pointer);
    if (array === 'refused') return;
    draft.insertItem(pointer, array, value);
    there.add(sha256);
    if (!onRecord.has(sha256)) owned.push({ sha256, targets: targets.toSorted() });
    items.set(pointer, owned);
  }
}

function removeItem(edit: KeysEdit, pointer: string, sha256: string): void {
  const place = edit.draft.find(pointer);
  if (place.kind !== 'found' || place.node.type !== 'array') return;
  const index = indexOf(edit, place.node, sha256);
  if (index !== -1) edit.draft.removeAt(pointer, index);
}

function indexOf({ hash }: KeysEdit, array: Node | undefined, sha256: string): number {
  return (array?.children ?? []).findIndex((item) => hash(valueOf(item)) === sha256);
}

function findArray(edit: KeysEdit, pointer: string): Node | 'refused' | undefined {
  const place = edit.draft.find(pointer);
  const reason = place.kind === 'refused' ? place.reason : `${pointer} is no array`;
  if (place.kind === 'absent' || (place.kind === 'found' && place.node.type === 'array'))
    return place.kind === 'found' ? place.node : undefined;
  refuseEntry(edit, pointer, reason);
  return 'refused';
}

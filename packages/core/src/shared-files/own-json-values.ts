import type { OwnedEntry } from '../plan/manifest.js';
import { valueOf } from './json-document.js';
import { refuseEntry, type KeysEdit, type WantedValue } from './keys-edit.js';
import { ownersOf, takeFromOthers } from './shared-edit.js';

/** A value that is no longer rendered: it goes, unless a person changed it. */
export function releaseValue(edit: KeysEdit, pointer: string, owned: OwnedEntry): void {
  const { input, draft, values, conflicts } = edit;
  const targets = owned.targets.filter(input.isUntouched);
  if (targets.length > 0) return void values.set(pointer, { ...owned, targets });
  const place = draft.find(pointer);
  if (place.kind === 'absent' || (place.kind === 'refused' && place.isGone)) return;
  const isOurs = place.kind === 'found' && edit.hash(valueOf(place.node)) === owned.sha256;
  if (!isOurs) conflicts.push({ kind: 'stale-edited', entry: pointer });
  if (isOurs || (place.kind === 'found' && input.force)) return draft.remove(pointer);
  values.set(pointer, owned);
}

/** A value that is rendered. */
export function setValue(edit: KeysEdit, pointer: string, wanted: WantedValue): void {
  const { input, draft, values, conflicts } = edit;
  const sha256 = edit.hash(wanted.value);
  const known = input.record?.values.get(pointer);
  const { owned, conflict: other } = takeFromOthers(known, known?.sha256 === sha256);
  const place = draft.find(pointer);
  if (place.kind === 'refused') refuseEntry(edit, pointer, place.reason);
  const node = place.kind === 'found' ? place.node : undefined;
  if (wanted.isDefault === true && node !== undefined && edit.hash(valueOf(node)) !== owned?.sha256) return;
  values.set(pointer, { targets: ownersOf(wanted.targets, owned, input.isUntouched), sha256 });
  if (node === undefined) return draft.add(pointer, wanted.value);
  const found = edit.hash(valueOf(node));
  if (other !== undefined) conflicts.push({ ...other, entry: pointer });
  if (found === sha256) return;
  if (other === undefined && found !== owned?.sha256)
    conflicts.push({ kind: owned === undefined ? 'foreign' : 'edited', entry: pointer });
  draft.replace(node, wanted.value);
}

import { ownBlock } from '../shared-files/own-block.js';
import { ownJsonKeys } from '../shared-files/own-json-keys.js';
import { takeFromOthers, type Conflict, type SharedEdit } from '../shared-files/shared-edit.js';
import { targetsOf, type Owned } from './manifest.js';
import type { Wanted } from './merge-outputs.js';
import { contentOf, contentOfEntry, type Outcome, type PathInput } from './plan-change.js';

type WantedShared = Wanted & { readonly kind: 'json-keys' | 'block' };

/** Decides about a file of which only a part is ours; `wanted` is absent if that part is no longer rendered. */
export function planShared(input: PathInput, kind: WantedShared['kind'], wanted: WantedShared | undefined): Outcome {
  const { entry, record } = input;
  if (record !== undefined && record.kind !== kind) return planFromScratch(input, kind, wanted);
  const text = textOf(input);
  const edit = text.kind === 'refused' ? undefined : editShared(input, kind, wanted, text.text);
  const refused = text.kind === 'refused' ? { kind: text.kind, reason: text.reason } : edit?.conflicts.find(isRefusal);
  if (edit !== undefined && refused === undefined)
    return { after: contentOf(edit, entry), record: edit.record, conflicts: edit.conflicts };
  // What is no longer rendered and cannot be taken out stays and is reported; it does not stop the others.
  const isUnreadable = entry.kind === 'obstacle' && entry.isUnreadable === true;
  const conflict: Conflict = { ...refused, kind: wanted === undefined && !isUnreadable ? 'stale-edited' : 'refused' };
  return { after: contentOfEntry(entry), record, conflicts: [conflict] };
}

function isRefusal({ kind }: Conflict): boolean {
  return kind === 'refused';
}

/** What was ours as a whole is now shared: it begins anew, unless a person changed it. */
function planFromScratch(input: PathInput, kind: WantedShared['kind'], wanted: WantedShared | undefined): Outcome {
  const { record, entry, hash } = input;
  const other = record && takeFromOthers({ targets: targetsOf(record) }, false).conflict;
  if (other !== undefined)
    return { after: contentOfEntry(entry), record, conflicts: [{ kind: 'refused', reason: 'another source owns it' }] };
  const isOurs =
    record?.kind === 'file'
      ? entry.kind === 'file' && hash(entry.bytes) === record.sha256
      : record?.kind === 'link' && entry.kind === 'link' && entry.destination === record.destination;
  const fresh: PathInput = { ...input, record: undefined, ...(isOurs && { entry: { kind: 'absent' } }) };
  return planShared(fresh, kind, wanted);
}

function editShared(
  input: PathInput,
  kind: WantedShared['kind'],
  wanted: WantedShared | undefined,
  text: string | undefined,
): SharedEdit<Owned> {
  const { record, isUntouched, force, hash } = input;
  const common = { text, isUntouched, force, hash };
  if (kind === 'json-keys')
    return ownJsonKeys({
      ...common,
      record: record?.kind === 'json-keys' ? record : undefined,
      wanted: wanted?.kind === 'json-keys' ? wanted.keys : { values: new Map(), items: new Map() },
    });
  const output = wanted?.kind === 'block' ? wanted.output : undefined;
  return ownBlock({
    ...common,
    comment: output?.comment ?? (record?.kind === 'block' ? record.comment : 'hash'),
    record: record?.kind === 'block' ? record : undefined,
    wanted: output && { text: output.text, targets: wanted?.targets ?? [] },
  });
}

type TextOnDisk =
  { readonly kind: 'text'; readonly text: string | undefined } | { readonly kind: 'refused'; readonly reason: string };

/** The text of a file of which only a part is ours. */
export function textOf({ entry }: Pick<PathInput, 'entry'>): TextOnDisk {
  if (entry.kind === 'absent') return { kind: 'text', text: undefined };
  if (entry.kind === 'obstacle') return { kind: 'refused', reason: entry.reason };
  if (entry.kind === 'link')
    return { kind: 'refused', reason: 'it is a symbolic link, and canonry does not write through links' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.bytes) };
  } catch {
    return { kind: 'refused', reason: 'it is not UTF-8' };
  }
}

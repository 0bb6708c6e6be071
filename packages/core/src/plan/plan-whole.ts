import { ownersOf, takeFromOthers, type Adoption, type Conflict } from '../shared-files/shared-edit.js';
import type { OwnedFile, OwnedLink } from './manifest.js';
import type { Wanted } from './merge-outputs.js';
import type { Content } from './plan.js';
import { contentOfEntry, type Outcome, type PathInput } from './plan-change.js';
import { bytesWithLineFeeds } from '../shared-files/line-ends.js';
import type { Entry } from './snapshot.js';

type WantedWhole = Wanted & { readonly kind: 'file' | 'link' };

/** Decides about a file or a link that is ours as a whole. */
export function planWhole(input: PathInput, wanted: WantedWhole): Outcome {
  const { entry, record, isUntouched } = input;
  const known = record?.kind === 'file' || record?.kind === 'link' ? record : undefined;
  const after = contentOf(wanted);
  const isSame = known !== undefined && isEqual(known, recordOf(after, known.targets, input));
  const { owned, conflict: other } = takeFromOthers(known, isSame);
  const next = recordOf(after, ownersOf(wanted.targets, owned, isUntouched), input);
  if (entry.kind === 'obstacle') return { after, record: next, conflicts: [{ kind: 'refused', reason: entry.reason }] };
  if (other !== undefined) return { after, record: next, conflicts: [other] };
  const isTheSame = isRecorded(entry, next, input);
  const isFree = entry.kind === 'absent' || isTheSame || (owned !== undefined && isRecorded(entry, owned, input));
  const conflict: Conflict = { kind: record === undefined ? 'foreign' : 'edited' };
  return { after, record: next, conflicts: isFree ? [] : [conflict] };
}

/** A file or a link as rendered, of which no record is left. */
export function adoptWhole(input: PathInput, wanted: WantedWhole): Adoption<OwnedFile | OwnedLink> | undefined {
  const record = recordOf(contentOf(wanted), wanted.targets, input);
  return isRecorded(input.entry, record, input) ? { record, entries: undefined, doubtful: [] } : undefined;
}

/** Decides about a file or a link that is on record and no longer rendered. */
export function releaseWhole(input: PathInput, owned: OwnedFile | OwnedLink): Outcome {
  const { entry, force, isUntouched } = input;
  const kept = contentOfEntry(entry);
  const targets = owned.targets.filter(isUntouched);
  if (targets.length > 0) return { after: kept, record: { ...owned, targets }, conflicts: [] };
  if (entry.kind === 'absent' || isRecorded(entry, owned, input))
    return { after: undefined, record: undefined, conflicts: [] };
  // Nobody can tell whose it is, so that is no ground to go on.
  if (entry.kind === 'obstacle' && entry.isUnreadable === true)
    return { after: kept, record: owned, conflicts: [{ kind: 'refused', reason: entry.reason }] };
  const isRemoved = force && entry.kind !== 'obstacle';
  const reason = entry.kind === 'obstacle' ? { reason: entry.reason } : {};
  return {
    after: isRemoved ? undefined : kept,
    record: isRemoved ? undefined : owned,
    conflicts: [{ kind: 'stale-edited', ...reason }],
  };
}

/** True if what is there is what a record says. A mode or line ends alone are no work of a person that could be lost. */
function isRecorded(entry: Entry, owned: OwnedFile | OwnedLink, { hash }: PathInput): boolean {
  if (owned.kind === 'link') return entry.kind === 'link' && entry.destination === owned.destination;
  return (
    entry.kind === 'file' &&
    [entry.bytes, bytesWithLineFeeds(entry.bytes)].some((bytes) => hash(bytes) === owned.sha256)
  );
}

function isEqual(a: OwnedFile | OwnedLink, b: OwnedFile | OwnedLink): boolean {
  if (a.kind === 'link') return b.kind === 'link' && a.destination === b.destination;
  return b.kind === 'file' && a.sha256 === b.sha256 && a.executable === b.executable;
}

function recordOf(content: Content, targets: readonly string[], { hash }: PathInput): OwnedFile | OwnedLink {
  if (content.kind === 'link') return { kind: 'link', targets, destination: content.destination };
  return { kind: 'file', targets, sha256: hash(content.bytes), executable: (content.mode & 0o100) !== 0 };
}

function contentOf(wanted: WantedWhole): Content {
  if (wanted.kind === 'link') return { kind: 'link', destination: wanted.output.destination };
  return { kind: 'file', bytes: wanted.output.bytes, mode: wanted.output.executable ? 0o755 : 0o644 };
}

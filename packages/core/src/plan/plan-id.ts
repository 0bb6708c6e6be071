import type { Hash } from '../shared-files/shared-edit.js';
import type { Change, Content } from './plan.js';
import type { Entry } from './snapshot.js';

/** A name for what a plan does: the same for the same changes of the same disk, on every machine. */
export function planIdOf(changes: readonly Change[], manifest: string | undefined, hash: Hash): string {
  const rows = changes.map(({ path, action, before, after }) => [
    path,
    action,
    describeEntry(before, hash),
    after === undefined ? 'absent' : describeContent(after, hash),
  ]);
  return hash(JSON.stringify([rows, manifest ?? null]));
}

function describeEntry(entry: Entry, hash: Hash): string {
  if (entry.kind === 'file' || entry.kind === 'link') return describeContent(entry, hash);
  return entry.kind === 'absent' ? 'absent' : `obstacle ${entry.reason}`;
}

function describeContent(content: Content, hash: Hash): string {
  if (content.kind === 'link') return `link ${content.destination}`;
  return `${(content.mode & 0o100) === 0 ? 'file' : 'program'} ${hash(content.bytes)}`;
}

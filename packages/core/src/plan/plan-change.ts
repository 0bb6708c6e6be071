import { findingOf, type Finding } from '../diagnostic.js';
import type { IsUntouched, Conflict, Hash, SharedEdit } from '../shared-files/shared-edit.js';
import type { SourcePlace } from '../target.js';
import { quote } from '../text/quote.js';
import { targetsOf, type Owned } from './manifest.js';
import { isSameBytes, type Wanted } from './merge-outputs.js';
import type { PlannedAction, Change, Content } from './plan.js';
import type { Entry } from './snapshot.js';

/** Everything that decides about one path. */
export interface PathInput {
  readonly path: string;
  readonly entry: Entry;
  readonly record: Owned | undefined;
  readonly wanted: Wanted | undefined;
  readonly isUntouched: IsUntouched;
  readonly force: boolean;
  readonly isClean: boolean;
  readonly hash: Hash;
}

/** What happens at one path, and what is on record for it afterwards. */
export interface PathPlan {
  readonly change: Change;
  readonly record: Owned | undefined;
}

/** The outcome for one path before it is weighed: what will be there, and what a person would lose. */
export interface Outcome {
  readonly after: Content | undefined;
  readonly record: Owned | undefined;
  readonly conflicts: readonly Conflict[];
}

/** Weighs an outcome: without --force a conflict leaves everything as it is. */
export function planPath(input: PathInput, outcome: Outcome): PathPlan {
  const { path, entry, wanted, force } = input;
  const isRefused = outcome.conflicts.some(({ kind }) => kind === 'refused');
  const isLost = outcome.conflicts.some(({ kind }) => kind !== 'stale-edited');
  const isBlocked = isRefused || (isLost && !force);
  const after = outcome.after;
  const doing = actionOf(entry, after);
  const stays = outcome.conflicts.length > 0 && doing === 'unchanged';
  const action: PlannedAction = isBlocked || stays ? 'conflict' : doing;
  const record = isBlocked ? input.record : outcome.record;
  const released = wanted === undefined && action === 'unchanged' ? releasedBy(record) : undefined;
  const change: Change = {
    path,
    action,
    reason: released === undefined ? reasonOf(action, input, outcome) : RELEASED[released],
    targets: wanted?.targets ?? (input.record === undefined ? [] : targetsOf(input.record)),
    ...sourceOf(wanted?.source),
    before: entry,
    ...(after === undefined ? {} : { after }),
    conflicts: force && !isRefused && !stays ? [] : outcome.conflicts,
    ...(released === undefined ? {} : { released }),
    backup: force && !isBlocked && outcome.conflicts.length > 0 && doing !== 'unchanged',
  };
  return { change, record };
}

function releasedBy(record: Owned | undefined): Change['released'] {
  return record === undefined ? 'gone' : 'kept';
}

/** What is there, as content that would leave it so. */
export function contentOfEntry(entry: Entry): Content | undefined {
  if (entry.kind === 'file') return { kind: 'file', bytes: entry.bytes, mode: entry.mode };
  return entry.kind === 'link' ? { kind: 'link', destination: entry.destination } : undefined;
}

/** The text of a shared file as content; it keeps the mode that it has. */
export function contentOf({ text }: SharedEdit<unknown>, entry: Entry): Content | undefined {
  if (text === undefined) return undefined;
  const mode = entry.kind === 'file' ? entry.mode : 0o644;
  return { kind: 'file', bytes: new TextEncoder().encode(text), mode };
}

/** How a run is spoken of. */
export interface Wording {
  /** What paths below the output root begin with where people read them. */
  readonly prefix?: string | undefined;
  /** What is ours goes, though it may well be rendered. */
  readonly isClean?: boolean | undefined;
}

/** A conflict as people read it. */
export function explainConflict(change: Change, conflict: Conflict, { prefix = '', isClean }: Wording): Finding {
  const { path, targets } = change;
  const where = { file: path, target: targets[0] };
  const name = quote(`${prefix}${path}`);
  const { kind, entry, reason } = conflict;
  // Such a reason names the entry itself.
  if (kind === 'refused') return findingOf('refused-output', where, { path: name, reason: reason ?? '' });
  if (kind === 'stale-edited') {
    const state = isClean === true ? 'to be removed' : 'no longer rendered';
    const parameters = { path: inside(name, entry), state, reason: reason ?? 'it was edited by hand' };
    return findingOf('stale-edited', where, parameters, reason === undefined ? undefined : BY_HAND);
  }
  if (kind === 'other-source') {
    const source = reason === '' || reason === undefined ? 'the one in the output root' : quote(reason);
    return findingOf('other-source', where, { path: inside(name, entry), source });
  }
  return findingOf(kind === 'foreign' ? 'foreign-output' : 'edited-output', where, { path: inside(name, entry) });
}

/** Not even --force goes there. */
const BY_HAND = 'correct or remove what is there by hand';

function inside(path: string, entry: string | undefined): string {
  return entry === undefined ? path : `${entry} in ${path}`;
}

function actionOf(entry: Entry, after: Content | undefined): Exclude<PlannedAction, 'conflict'> {
  if (entry.kind === 'absent') return after === undefined ? 'unchanged' : 'create';
  if (after === undefined) return entry.kind === 'obstacle' ? 'unchanged' : 'delete';
  return isSame(entry, after) ? 'unchanged' : 'update';
}

function isSame(entry: Entry, after: Content): boolean {
  if (after.kind === 'link') return entry.kind === 'link' && entry.destination === after.destination;
  // Of a mode, only who may execute is kept by version control; a checkout decides about the rest.
  return (
    entry.kind === 'file' && isSameBytes(entry.bytes, after.bytes) && (entry.mode & 0o100) === (after.mode & 0o100)
  );
}

function reasonOf(action: PlannedAction, { entry, wanted, isClean }: PathInput, { conflicts, after }: Outcome): string {
  const [conflict] = conflicts;
  if (action === 'conflict' && conflict !== undefined) {
    const kind = isClean && conflict.kind === 'stale-edited' ? 'edited' : conflict.kind;
    return (kind === 'other-source' ? undefined : conflict.reason) ?? REASONS[kind];
  }
  if (isClean) return action === 'delete' ? 'canonry wrote it' : 'canonry wrote a part of it';
  if (action === 'create') return 'it does not exist';
  if (action === 'delete') return wanted === undefined ? 'it is no longer rendered' : 'nothing of it is left';
  if (action === 'unchanged') return 'it is as rendered';
  if (entry.kind === 'file' && after?.kind === 'file' && isSameBytes(entry.bytes, after.bytes))
    return 'its mode differs';
  return 'its content differs';
}

const RELEASED: Readonly<Record<'gone' | 'kept', string>> = {
  gone: 'it is gone already',
  kept: 'others render it too',
};

const REASONS: Readonly<Record<Conflict['kind'], string>> = {
  foreign: 'canonry did not write it',
  edited: 'it was edited by hand',
  'stale-edited': 'it is no longer rendered, but was edited by hand',
  'other-source': 'another source renders it differently',
  refused: 'it cannot be edited',
};

function sourceOf(source: SourcePlace | undefined): { source?: SourcePlace } {
  return source === undefined ? {} : { source };
}

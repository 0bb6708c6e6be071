import type { Finding } from '../diagnostic.js';
import type { Conflict } from '../shared-files/shared-edit.js';
import type { SourcePlace } from '../target.js';
import type { Entry } from './snapshot.js';

/** What applying a rendering would do. Data only; the same source and the same disk give the same plan. */
export interface Plan {
  /** Stands for everything that the plan would do, and for nothing else. */
  readonly id: string;
  /** Every path that is rendered or on record, sorted. */
  readonly changes: readonly Change[];
  /** The text of the manifest; `undefined` for none. */
  readonly manifest: { readonly before: string | undefined; readonly after: string | undefined };
  /** To be made, parents first. */
  readonly newDirectories: readonly string[];
  /** To be removed if nothing is left in them, innermost first. */
  readonly oldDirectories: readonly string[];
  /** What is wrong with the outputs themselves, and the conflicts in words. */
  readonly findings: readonly Finding[];
  /** True if nothing of it may be applied. */
  readonly isBlocked: boolean;
}

export type PlannedAction = 'create' | 'update' | 'delete' | 'unchanged' | 'conflict';

export interface Change {
  readonly path: string;
  readonly action: PlannedAction;
  /** In a few words. */
  readonly reason: string;
  readonly targets: readonly string[];
  readonly source?: SourcePlace;
  readonly before: Entry;
  /** What will be there; in a conflict, what --force would put there. Absent: nothing. */
  readonly after?: Content;
  readonly conflicts: readonly Conflict[];
  /** It was ours until now, and the disk stays as it is: it is gone, or another target or source keeps it. */
  readonly released?: 'gone' | 'kept';
  /** Keep a copy of what is there, because a person wrote it. */
  readonly backup: boolean;
}

export type Content =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly mode: number }
  | { readonly kind: 'link'; readonly destination: string };

/** True for what is no longer rendered and stays, in every run, until a person decides about it. */
export function isLeftToPerson({ action, conflicts }: Change): boolean {
  return action === 'conflict' && conflicts.every(({ kind }) => kind === 'stale-edited');
}

/** True for what nobody but a person can clear: not even --force writes there. */
export function isRefused({ conflicts }: Pick<Change, 'conflicts'>): boolean {
  return conflicts.some(({ kind }) => kind === 'refused');
}

/** True if applying the plan would change nothing but, at most, the record. */
export function isUpToDate({ changes }: Pick<Plan, 'changes'>): boolean {
  return changes.every(({ action, conflicts }) => action === 'unchanged' && conflicts.length === 0);
}

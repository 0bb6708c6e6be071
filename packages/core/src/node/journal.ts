import { isSafePath, OWN_DIRECTORY } from '../plan/safe-path.js';
import { MANIFEST_PATH } from '../plan/manifest.js';
import { writeNewFile } from './write-new-file.js';
import type { WritingFs } from './writing-fs.js';

/*
 * What a run is about to do, written down before it does anything. While the journal has its first name, what is done is
 * taken back; from when it is renamed, everything is done and only the traces are left to remove.
 */
export const JOURNAL = `${OWN_DIRECTORY}/journal.json`;
export const DONE_JOURNAL = `${OWN_DIRECTORY}/journal-done.json`;
const DRAFT_JOURNAL = `${OWN_DIRECTORY}/journal-draft.json`;

export interface Journal {
  readonly run: string;
  /** The inode of our own directory: a journal that was copied here, by Git say, does not have it. */
  readonly directory: string;
  readonly steps: readonly JournalStep[];
  /** Directories that are made, parents first. */
  readonly newDirectories: readonly string[];
  /** Directories that may be empty afterwards, innermost first. */
  readonly oldDirectories: readonly string[];
}

export interface JournalStep {
  readonly path: string;
  /** Something was there, and a second name keeps it until the run is done. */
  readonly existed: boolean;
  /** What is put there; `null` if nothing. */
  readonly after:
    { readonly kind: 'file'; readonly sha256: string } | { readonly kind: 'link'; readonly destination: string } | null;
}

/** Names beside a path: what will be there, and what was. Too short to be refused where the path itself is not. */
export function namesBeside(journal: Journal, index: number): { readonly next: string; readonly kept: string } {
  const path = journal.steps[index]?.path ?? '';
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  const name = `${directory}.canonry-${journal.run}-${index}`;
  return { next: `${name}.new`, kept: `${name}.old` };
}

export function writeJournal(fs: WritingFs, root: string, journal: Journal): void {
  const text = JSON.stringify({ version: 1, ...journal });
  removeDraft(fs, root);
  writeNewFile(fs, `${root}/${DRAFT_JOURNAL}`, new TextEncoder().encode(text), 0o644);
  fs.rename(`${root}/${DRAFT_JOURNAL}`, `${root}/${JOURNAL}`);
  fs.syncDirectory(`${root}/${OWN_DIRECTORY}`);
}

/** From here on the run counts as done. */
export function markDone(fs: WritingFs, root: string): void {
  fs.rename(`${root}/${JOURNAL}`, `${root}/${DONE_JOURNAL}`);
}

/** The run is taken back after all, because another one that belongs to it failed. */
export function unmarkDone(fs: WritingFs, root: string): void {
  fs.rename(`${root}/${DONE_JOURNAL}`, `${root}/${JOURNAL}`);
}

export interface FoundJournal {
  readonly path: string;
  readonly isDone: boolean;
  /** A text says why it is not one of this directory. */
  readonly journal: Journal | string;
}

/** The journal that an interrupted run left behind, and the draft of one. */
export function findJournal(fs: WritingFs, root: string): FoundJournal | undefined {
  for (const path of [JOURNAL, DONE_JOURNAL]) {
    const stats = fs.lstat(`${root}/${path}`);
    if (stats === undefined) continue;
    const journal = stats.kind === 'file' ? parseJournal(fs.readFile(`${root}/${path}`).bytes) : 'it is no file';
    const inode = fs.lstat(`${root}/${OWN_DIRECTORY}`)?.inode;
    const isOurs = typeof journal === 'string' || journal.directory === inode;
    return { path, isDone: path === DONE_JOURNAL, journal: isOurs ? journal : 'it was written in another directory' };
  }
  return undefined;
}

/** Before it has its name, a journal has no meaning, and nothing has been done. */
export function removeDraft(fs: WritingFs, root: string): void {
  if (fs.lstat(`${root}/${DRAFT_JOURNAL}`) !== undefined) fs.removeFile(`${root}/${DRAFT_JOURNAL}`);
}

/** Nothing in it is believed unread: it could make us delete and rename what it likes. */
function parseJournal(bytes: Uint8Array): Journal | string {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isJournal(value) ? value : 'it is not understood';
  } catch {
    return 'it is not JSON';
  }
}

function isJournal(value: unknown): value is Journal & { readonly version: 1 } {
  return (
    isRecord(value) &&
    value['version'] === 1 &&
    typeof value['run'] === 'string' &&
    /^\w+$/.test(value['run']) &&
    typeof value['directory'] === 'string' &&
    isListOf(value['steps'], isStep) &&
    isListOf(value['newDirectories'], isOurPath) &&
    isListOf(value['oldDirectories'], isOurPath)
  );
}

function isStep(value: unknown): boolean {
  if (!isRecord(value) || !isOurPath(value['path']) || typeof value['existed'] !== 'boolean') return false;
  const { after } = value;
  if (after === null) return true;
  if (!isRecord(after)) return false;
  return after['kind'] === 'file' ? typeof after['sha256'] === 'string' : typeof after['destination'] === 'string';
}

function isOurPath(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const inside = value.startsWith(BACKUP_PREFIX) ? value.slice(BACKUP_PREFIX.length) : value;
  return value === MANIFEST_PATH || value === BACKUP_DIRECTORY || isSafePath(inside);
}

/** Copies of what --force took over. */
export const BACKUP_DIRECTORY = `${OWN_DIRECTORY}/backup`;
const BACKUP_PREFIX = `${BACKUP_DIRECTORY}/`;

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

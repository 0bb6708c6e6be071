import { watch, type FSWatcher } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from './source-files.js';

export interface WatchOptions {
  /** Asked before every look at the source: what counts may have changed, and a directory may be another one than before. */
  readonly places: () => readonly WatchedPlace[];
  /** Called once at the beginning and after every pause in the changes; never twice at the same time. */
  readonly act: () => Promise<void>;
  /** Told when `act` throws or a place cannot be watched; watching goes on. */
  readonly tell: (error: unknown) => void;
  /** How long nothing must change before something is done, in milliseconds. */
  readonly pause?: number;
  readonly signal: AbortSignal;
}

/** A directory, absolute. One that does not exist is skipped. */
export interface WatchedPlace {
  readonly directory: string;
  /** Only these entries of it; without it, everything below it. Files are watched so too: an editor replaces them by others. */
  readonly names?: readonly string[];
}

/** Does something whenever the source changes, until the signal says stop. No state of the source ends it. */
export async function watchSource({ places, act, tell, pause = 100, signal }: WatchOptions): Promise<void> {
  let wake: (() => void) | undefined;
  let isDirty = true;
  const changed = (): void => {
    isDirty = true;
    wake?.();
  };
  signal.addEventListener('abort', () => wake?.());
  let watchers: readonly FSWatcher[] = [];
  while (!signal.aborted) {
    if (!isDirty) await new Promise<void>((resolve) => (wake = resolve));
    while (isDirty && !signal.aborted) {
      isDirty = false;
      // An editor saves in several steps, and Git checks out many files.
      await setTimeout(pause, undefined, { signal }).catch(() => undefined);
      if (isDirty || signal.aborted) continue;
      // The new ones watch before the old ones end and before anything is read: no change is missed.
      const before = watchers;
      const watched = places();
      watchers = watched.flatMap((place) => watchPlace(place, { changed, tell, signal }));
      for (const watcher of before) watcher.close();
      await act().catch(tell);
      // What was read names other places: they were not watched while it was.
      if (!isSame(places(), watched)) isDirty = true;
    }
  }
  for (const watcher of watchers) watcher.close();
}

interface Listeners extends Pick<WatchOptions, 'tell' | 'signal'> {
  readonly changed: () => void;
}

function watchPlace({ directory, names }: WatchedPlace, { changed, tell, signal }: Listeners): readonly FSWatcher[] {
  try {
    const watcher = watch(directory, { recursive: names === undefined });
    watcher.on('change', (_, name) => {
      if (names === undefined || names.includes(String(name))) changed();
    });
    watcher.on('error', (error) => {
      // A directory that goes away is a change like others.
      if (isMissing(error)) changed();
      else if (!signal.aborted) tell(error);
    });
    return [watcher];
  } catch (error) {
    if (!isMissing(error)) tell(error);
    return [];
  }
}

function isSame(a: readonly WatchedPlace[], b: readonly WatchedPlace[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT';
}

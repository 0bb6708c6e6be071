import { watch } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

export interface WatchOptions {
  /** Files and directories, absolute; directories with everything below them. */
  readonly paths: readonly string[];
  /** Called once at the beginning and after every pause in the changes; never twice at the same time. */
  readonly act: () => Promise<void>;
  /** Told when `act` throws or a path cannot be watched; watching goes on. */
  readonly tell: (error: unknown) => void;
  /** How long nothing must change before something is done, in milliseconds. */
  readonly pause?: number;
  readonly signal: AbortSignal;
}

/** Does something whenever the source changes, until the signal says stop. No state of the source ends it. */
export async function watchSource({ paths, act, tell, pause = 100, signal }: WatchOptions): Promise<void> {
  let wake: (() => void) | undefined;
  let isDirty = true;
  const changed = (): void => {
    isDirty = true;
    wake?.();
  };
  const watchers = paths.flatMap((path) => {
    try {
      return [watch(path, { recursive: true, signal }, changed).on('error', (error) => signal.aborted || tell(error))];
    } catch (error) {
      tell(error);
      return [];
    }
  });
  signal.addEventListener('abort', () => wake?.());
  while (!signal.aborted) {
    if (!isDirty) await new Promise<void>((resolve) => (wake = resolve));
    while (isDirty && !signal.aborted) {
      isDirty = false;
      // An editor saves in several steps, and Git checks out many files.
      await setTimeout(pause);
      if (isDirty) continue;
      await act().catch(tell);
    }
  }
  for (const watcher of watchers) watcher.close();
}

import { setImmediate } from 'node:timers/promises';
import type { ExitCode } from './command.js';
import type { Io } from './io.js';

/** Does something that a person may interrupt: what has begun to write is finished first, and what waits is given up. */
export async function untilInterrupted(
  signal: AbortSignal,
  { stderr }: Pick<Io, 'stderr'>,
  act: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const refuse = (what: string): ExitCode => {
    stderr.write(`canonry: interrupted; ${what}\n`);
    return 130;
  };
  // A signal arrives only when nothing else runs.
  await setImmediate();
  if (signal.aborted) return refuse('nothing was written');
  try {
    const exitCode = await act();
    await setImmediate();
    return signal.aborted ? refuse('what had begun was finished first') : exitCode;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    return refuse('nothing was written');
  }
}

import type { ExitCode } from './command.js';
import { main } from './main.js';
import { systemPrograms } from './programs.js';
import { below, progressOn } from './progress.js';
import { targets } from './targets.js';

/** Runs the command line of a process, whose output may break while it is written. */
export async function run(process: NodeJS.Process): Promise<ExitCode> {
  const { stdout, stderr, env } = process;
  const failures: NodeJS.ErrnoException[] = [];
  for (const stream of [stdout, stderr]) stream.on('error', (error) => failures.push(error));
  const cwd = currentDirectory(process);
  if (cwd === undefined) {
    stderr.write('canonry: the current directory cannot be read; it may have been deleted\n');
    return 1;
  }
  const interruption = (): AbortSignal => interruptionOf(process);
  const progress = progressOn(stderr, env, () => performance.now());
  const programs = systemPrograms(env);
  const outputs = { stdout: below(stdout, progress), stderr: below(stderr, progress) };
  const io = { ...outputs, env, cwd, targets, interruption, programs, progress: progress.tell };
  const exitCode = await main(process.argv.slice(2), io);
  progress.erase();
  await Promise.all([stdout, stderr].map(flush));
  // Whoever closes a pipe early, as `head` does, has read enough.
  const failure = failures.find(({ code }) => code !== 'EPIPE');
  if (failure === undefined) return exitCode;
  stderr.write(`canonry: the output could not be written: ${failure.message}\n`);
  return 1;
}

function currentDirectory(process: NodeJS.Process): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

function interruptionOf(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/** Resolves when everything written before has gone out or failed. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

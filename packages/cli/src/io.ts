import type { TargetEntry } from './targets.js';

/** The world as a command sees it: tests pass their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The current directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What canonry.toml may name. */
  readonly targets: readonly TargetEntry[];
  /** Aborted when a person wants the command to end. Who never asks for it is ended by the system, wherever it is. */
  readonly interruption: () => AbortSignal;
  /** Other programs, for the few commands that start some. */
  readonly programs: Programs;
  /** Told what comes next, before what may take long. */
  readonly progress?: (doing: string) => void;
}

export interface Programs {
  /** Starts a program and waits for it. */
  readonly run: (command: readonly string[], options?: RunOptions) => Finished;
}

interface RunOptions {
  readonly input?: string;
  /** On top of what canonry itself was started with. */
  readonly environment?: Readonly<Record<string, string>>;
}

interface Finished {
  /** Absent: it could not be started, or something ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Output {
  write(text: string): unknown;
  /** True if a person reads it on a terminal. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal. */
  readonly columns?: number | undefined;
}

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
  /** Told what comes next, before what may take long. */
  readonly progress?: (doing: string) => void;
}

export interface Output {
  write(text: string): unknown;
  /** True if a person reads it on a terminal. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal. */
  readonly columns?: number | undefined;
}

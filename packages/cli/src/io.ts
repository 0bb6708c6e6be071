/** The world as a command sees it: tests pass their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The current directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  write(text: string): unknown;
  /** True if a person reads it on a terminal. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal. */
  readonly columns?: number | undefined;
}

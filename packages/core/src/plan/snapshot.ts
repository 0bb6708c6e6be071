/** What is at one path below the output root. */
export type Entry =
  | { readonly kind: 'absent' }
  | FileOnDisk
  | { readonly kind: 'link'; readonly destination: string; readonly stamp: string }
  /** Something that we never replace: a directory, a FIFO, a path that goes through a link. */
  | { readonly kind: 'obstacle'; readonly reason: string; readonly isUnreadable?: boolean };

interface FileOnDisk {
  readonly kind: 'file';
  readonly bytes: Uint8Array;
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  /** Whose it is, where the system knows: a run with more rights must not take a file from a person. */
  readonly owner?: Owner;
  /** Changes when somebody writes the file. */
  readonly stamp: string;
}

export interface Owner {
  readonly user: number;
  readonly group: number;
}

/** The disk as far as a plan has to know it. */
export interface Snapshot {
  /** For every path asked for. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Directories on the way to those paths that do not exist. */
  readonly missingDirectories: ReadonlySet<string>;
}

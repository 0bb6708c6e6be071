/** A file as data. `executable` is all of its mode that a repository keeps. */
export interface FileEntry {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** Files by path: relative, `/`-separated, never with `..`. */
export type FileTree = ReadonlyMap<string, FileEntry>;

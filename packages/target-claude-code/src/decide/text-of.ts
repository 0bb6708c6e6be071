import { onceFor, type FileTree } from '@canonry/core';

/** The text of a file of the tree, if it is there. */
export function textOf(files: FileTree, path: string): string | undefined {
  const entry = files.get(path);
  return entry === undefined ? undefined : decoded(entry.bytes);
}

const decoded = onceFor((bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));

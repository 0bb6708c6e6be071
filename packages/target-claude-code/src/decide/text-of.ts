import type { FileTree } from '@canonry/core';

/** The text of a file of the tree, if it is there. */
export function textOf(files: FileTree, path: string): string | undefined {
  const entry = files.get(path);
  return entry === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(entry.bytes);
}

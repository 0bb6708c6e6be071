import { keptFor, type FileTree } from '@canonry/core';

/** The text of a file of the tree, if it is there. */
export function textOf(files: FileTree, path: string): string | undefined {
  const entry = files.get(path);
  return entry === undefined ? undefined : keptText(entry.bytes, () => DECODER.decode(entry.bytes));
}

const keptText = keptFor<string>();
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

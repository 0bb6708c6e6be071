import type { FileTree } from '@canonry/core';

export function textOf(files: FileTree, path: string): string | undefined {
  const bytes = files.get(path)?.bytes;
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

import type { FileTree, Question } from '@canonry/core';

/** What Pi reads of a file tree: nothing of a project that the person does not trust. */
export interface Place {
  /** A file in the directory of Pi, if it is there and trusted. */
  readonly textAt: (name: string) => string | undefined;
  /** A file in the directory of the person. */
  readonly personalTextAt: (name: string) => string | undefined;
}

export function placeOf(files: FileTree, { scope, trusted }: Pick<Question, 'scope' | 'trusted'>): Place {
  const textAt = (path: string): string | undefined => {
    const bytes = files.get(path)?.bytes;
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  if (scope === 'user') {
    const own = (name: string): string | undefined => textAt(`.pi/agent/${name}`);
    return { textAt: own, personalTextAt: own };
  }
  return {
    textAt: (name) => (trusted ? textAt(`.pi/${name}`) : undefined),
    personalTextAt: (name) => textAt(`~/.pi/agent/${name}`),
  };
}

import type { FileOutput } from '@canonry/core';

/** A file of a home that is not made of any file of the source alone. */
export function homeFile(path: string, text: string): FileOutput {
  return { kind: 'file', path, bytes: new TextEncoder().encode(text), executable: false };
}

import type { FileEntry, FileTree } from '../file-tree.js';
import type { Plan } from './plan.js';

/**
 * The files as they will be after a plan, with what people wrote into shared ones: what a harness will read, and so what
 * has to be decided on again. In a conflict, the file as it is. Links are left out.
 */
export function filesAfter({ changes }: Plan): FileTree {
  const files = new Map<string, FileEntry>();
  for (const { path, action, before, after } of changes) {
    const content = action === 'conflict' ? before : after;
    if (content?.kind === 'file') files.set(path, { bytes: content.bytes, executable: (content.mode & 0o100) !== 0 });
  }
  return files;
}

import { createHash } from 'node:crypto';
import type { FileTree } from '../file-tree.js';
import { filesAlone } from '../plan/files-alone.js';
import type { RenderedTarget } from '../plan/merge-outputs.js';

/** The files that come of rendering into an empty directory. Throws if the outputs are not such that they can be written. */
export function filesOf(rendered: readonly RenderedTarget[]): FileTree {
  const { files, findings } = filesAlone(rendered, (bytes) => createHash('sha256').update(bytes).digest('hex'));
  const [finding] = findings;
  if (finding !== undefined) throw new Error(`${finding.code}: ${finding.message}`);
  return files;
}

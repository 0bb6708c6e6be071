import { createHash } from 'node:crypto';
import type { FileTree } from '../file-tree.js';
import { filesAfter } from '../plan/files-after.js';
import { EMPTY_MANIFEST } from '../plan/manifest.js';
import type { RenderedTarget } from '../plan/merge-outputs.js';
import { pathsToRead, planChanges } from '../plan/plan-changes.js';

/** The files that come of rendering into an empty directory. Throws if the outputs are not such that they can be written. */
export function filesOf(rendered: readonly RenderedTarget[]): FileTree {
  const paths = pathsToRead(EMPTY_MANIFEST, { rendered });
  const plan = planChanges({
    rendered,
    manifest: EMPTY_MANIFEST,
    manifestText: undefined,
    snapshot: { entries: new Map(paths.map((path) => [path, { kind: 'absent' }])), missingDirectories: new Set() },
    force: false,
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  });
  const [finding] = plan.findings;
  if (finding !== undefined) throw new Error(`${finding.code}: ${finding.message}`);
  return filesAfter(plan);
}

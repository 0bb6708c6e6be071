import type { Finding } from '../diagnostic.js';
import type { FileTree } from '../file-tree.js';
import type { Hash } from '../shared-files/shared-edit.js';
import { filesAfter } from './files-after.js';
import { EMPTY_MANIFEST } from './manifest.js';
import type { RenderedTarget } from './merge-outputs.js';
import { pathsToRead, planChanges } from './plan-changes.js';

/** The files that come of rendering into an empty directory, and why they could not be written if so. */
export function filesAlone(
  rendered: readonly RenderedTarget[],
  hash: Hash,
): { readonly files: FileTree; readonly findings: readonly Finding[] } {
  const paths = pathsToRead(EMPTY_MANIFEST, { rendered });
  const plan = planChanges({
    rendered,
    source: '',
    manifest: EMPTY_MANIFEST,
    manifestText: undefined,
    snapshot: { entries: new Map(paths.map((path) => [path, { kind: 'absent' }])), missingDirectories: new Set() },
    force: false,
    hash,
  });
  return { files: filesAfter(plan), findings: plan.findings };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TargetDeclaration } from '../project.js';
import { exportRevision } from './export-revision.js';
import { LOCAL_PROJECT_FILE, PROJECT_FILE } from './find-source.js';
import { loadRoster, type LoadedRoster } from './load-roster.js';

/** Loads a source as it was at a Git revision, or says why it cannot. Nothing of the repository changes. */
export async function loadRevision(options: {
  /** The source root inside a Git work tree. */
  readonly source: string;
  readonly revision: string;
  readonly targets?: readonly TargetDeclaration[];
}): Promise<LoadedRoster | { readonly reason: string }> {
  const { source, revision, targets } = options;
  const directory = mkdtempSync(join(tmpdir(), 'canonry-revision-'));
  try {
    const reason = exportRevision(source, revision, [PROJECT_FILE, LOCAL_PROJECT_FILE], directory);
    if (reason !== undefined) return { reason };
    // Only canonry.toml says where that revision kept its agents.
    const { roster } = await loadRoster({ source: directory });
    exportRevision(source, revision, [...roster.project.agents, 'skills', 'rules', 'context'], directory);
    const loaded = await loadRoster({ source: directory, ...(targets && { targets }) });
    return { ...loaded, root: source };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

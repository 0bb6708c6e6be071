import type { Finding } from '../diagnostic.js';
import { LIMITS } from '../limits.js';
import { isFinding, listSourceDirectory, type SourceRoot } from './source-files.js';

/** What version control and file managers leave in any directory. */
const NOT_OURS = new Set(['.git', '.DS_Store']);

export interface ListedFiles {
  /** Sorted by path; none, if there are too many. */
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
  readonly areTooMany: boolean;
}

/** The files below a directory. */
export function listFiles(root: SourceRoot, directory: string): ListedFiles {
  const files: string[] = [];
  const findings: Finding[] = [];
  const pending = [{ path: directory, depth: 0 }];
  let directories = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    directories += 1;
    const entries = listSourceDirectory(root, next.path) ?? [];
    if (isFinding(entries)) {
      findings.push(entries);
      continue;
    }
    for (const entry of entries) {
      if (NOT_OURS.has(entry.name)) continue;
      const path = `${next.path}/${entry.name}`;
      if (entry.isDirectory()) pending.push({ path, depth: next.depth + 1 });
      else files.push(path);
    }
    const isTooDeep = next.depth > LIMITS.skillDepth;
    if (isTooDeep || files.length + directories + pending.length > LIMITS.skillFiles)
      return { files: [], findings, areTooMany: true };
  }
  return { files: files.toSorted(), findings, areTooMany: false };
}

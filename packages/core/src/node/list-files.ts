import { findingOf, type Finding } from '../diagnostic.js';
import { LIMITS } from '../limits.js';
import { isFinding, listSourceDirectory, type SourceRoot } from './source-files.js';

/** What version control and file managers leave in any directory. */
const NOT_OURS = new Set(['.git', '.DS_Store']);

/** The files below a directory, sorted by path. */
export function listFiles(root: SourceRoot, directory: string): { files: string[]; findings: Finding[] } {
  const files: string[] = [];
  const findings: Finding[] = [];
  const pending = [directory];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const entries = listSourceDirectory(root, next) ?? [];
    if (isFinding(entries)) {
      findings.push(entries);
      continue;
    }
    for (const entry of entries) {
      const path = `${next}/${entry.name}`;
      if (NOT_OURS.has(entry.name)) continue;
      if (entry.isDirectory()) pending.push(path);
      else files.push(path);
    }
    if (files.length + pending.length > LIMITS.skillFiles) {
      findings.push(
        findingOf('too-many-files', { file: directory }, { path: directory, limit: String(LIMITS.skillFiles) }),
      );
      break;
    }
  }
  return { files: files.toSorted(), findings };
}

import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { findingOf, type Finding } from '../diagnostic.js';
import type { FileEntry, FileTree } from '../file-tree.js';
import { LIMITS } from '../limits.js';
import { whyNotADirectory } from './find-source.js';
import { isFinding, listSourceDirectory, openSourceRoot, readSourceFile, type SourceRoot } from './source-files.js';

export interface ReadPlaces {
  readonly files: FileTree;
  readonly findings: readonly Finding[];
  /** The root inside its Git work tree, `''` at its top or outside of one. */
  readonly pathPrefix: string;
}

/**
 * Reads files, and everything below directories, that are named by their paths below a root; what does not exist is passed
 * over. `more` names further files that the ones read so far refer to.
 */
export function readPlaces(
  path: string,
  places: readonly string[],
  more: (files: FileTree) => readonly string[],
): ReadPlaces {
  const reason = whyNotADirectory(path);
  if (reason !== undefined) {
    const advice = 'name the directory that holds it';
    return {
      files: new Map(),
      findings: [findingOf('import-nothing', { file: path }, { path, reason, advice })],
      pathPrefix: '',
    };
  }
  const root = openSourceRoot(path);
  const files = new Map<string, FileEntry>();
  const findings: Finding[] = [];
  for (const place of places) readPlace(root, place, 0, files, findings);
  for (const file of more(files)) if (!files.has(file)) readPlace(root, file, LIMITS.skillDepth, files, findings);
  return { files, findings, pathPrefix: prefixOf(path) };
}

/** What programs put there that nobody wrote. */
const NOT_WRITTEN = new Set(['.git', '.DS_Store', 'node_modules']);

function readPlace(
  root: SourceRoot,
  path: string,
  depth: number,
  files: Map<string, FileEntry>,
  findings: Finding[],
): void {
  const entries = listSourceDirectory(root, path);
  if (entries === undefined) return;
  if (isFinding(entries)) {
    const entry = entries.code === 'not-a-directory' ? readSourceFile(root, path, LIMITS.skillFile) : entries;
    if (entry === undefined) return;
    if (isFinding(entry)) findings.push(entry);
    else files.set(path, entry);
    return;
  }
  if (depth > LIMITS.skillDepth || files.size > MOST_FILES) {
    findings.push(findingOf('too-many-files', { file: path }, { path, limit: String(MOST_FILES) }));
    return;
  }
  for (const { name } of entries)
    if (!NOT_WRITTEN.has(name)) readPlace(root, `${path}/${name}`, depth + 1, files, findings);
}

const MOST_FILES = 5000;

function prefixOf(path: string): string {
  const start = resolve(path);
  for (let here = start; ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return relative(here, start).replaceAll('\\', '/');
    if (dirname(here) === here) return '';
  }
}

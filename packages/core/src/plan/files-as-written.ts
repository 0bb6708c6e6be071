import type { FileTree } from '../file-tree.js';
import { MANIFEST_PATH, parseManifest } from './manifest.js';

/** The files among these that stand there as canonry wrote them: by its record, which is one of them, and as a whole. */
export function filesAsWritten(files: FileTree, hash: (bytes: Uint8Array) => string): ReadonlySet<string> {
  const record = files.get(MANIFEST_PATH);
  const manifest = record === undefined ? 'none' : parseManifest(new TextDecoder().decode(record.bytes));
  if (typeof manifest === 'string') return new Set();
  const isAsWritten = ([path, { bytes }]: [string, { bytes: Uint8Array }]): boolean => {
    const owned = manifest.files.get(path);
    return owned?.kind === 'file' && owned.sha256 === hash(bytes);
  };
  return new Set([...files].filter(isAsWritten).map(([path]) => path));
}

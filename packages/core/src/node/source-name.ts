import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { openOutputRoot } from './output-root.js';
import { isFinding } from './source-files.js';

/**
 * What an output root calls a source: its way from there, so that a manifest holds no place of one machine. `''` for the
 * root itself, and for a source that is not below a root which only this source knows.
 */
export function sourceNameIn(out: string, source: string, { isShared }: { readonly isShared: boolean }): string {
  const root = openOutputRoot({ out });
  if (isFinding(root)) return '';
  const way = relative(root.path, realOf(source)).replaceAll('\\', '/');
  const isBelow = way.split('/')[0] !== '..';
  return isBelow || isShared ? way : '';
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

import { join } from 'node:path';
import type { FileTree } from '@canonry/core';
import { findGitWorkTree, readFiles } from '@canonry/core/node';

/** The places that lie below the output root. */
export function inRoot(reads: readonly string[]): readonly string[] {
  return reads.filter((place) => !place.startsWith('~/') && !place.startsWith('../'));
}

/** What a harness reads in the directories above the one that it works in, with paths as `reads` has them. */
export function readAbove(directory: string, reads: readonly string[]): FileTree {
  const places = reads.filter((place) => place.startsWith('../')).map((place) => place.slice('../'.length));
  if (places.length === 0) return new Map();
  const workTree = findGitWorkTree(directory);
  const start = workTree === undefined ? directory : join(workTree.root, workTree.prefix);
  const levels = (workTree?.prefix ?? start).split('/').filter((part) => part !== '').length;
  const prefixes = Array.from({ length: levels }, (_, level) => '../'.repeat(level + 1));
  return new Map(
    prefixes.flatMap((up) =>
      [...readFiles(join(start, up), places)].map(([path, entry]) => [up + path, entry] as const),
    ),
  );
}

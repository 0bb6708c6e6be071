import { lstatSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { openOutputRoot } from './output-root.js';
import { isFinding } from './source-files.js';

/** The Git work tree that holds a directory, and where in it; `undefined` if there is none. The directory need not exist. */
export function findGitWorkTree(directory: string): { readonly root: string; readonly prefix: string } | undefined {
  const place = openOutputRoot({ out: directory });
  if (isFinding(place)) return undefined;
  for (let here = place.path; ; here = dirname(here)) {
    // A file in a linked work tree or a submodule.
    if (exists(join(here, '.git'))) return { root: here, prefix: relative(here, place.path).replaceAll('\\', '/') };
    if (dirname(here) === here) return undefined;
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

import { lstatSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { findingOf, type Finding } from '../diagnostic.js';
import { OWN_DIRECTORY } from '../plan/safe-path.js';
import { reasonOf } from './source-files.js';
import { tidyUp, writing } from './write-failure.js';

export interface OutputRoot {
  /** Without symbolic links. */
  readonly path: string;
  /** Directories that do not exist yet, outermost first. */
  readonly missing: readonly string[];
  /** What the source is read from, as far as it is below this root: paths with `/`. */
  readonly sources: readonly string[];
}

export interface OutputRootOptions {
  readonly out: string;
  /** What the source is read from, absolute: what is written into it would be read as agents or skills. */
  readonly sources?: readonly string[];
  /** What is written is a machine: then it may be this one, whose files are below `/`. */
  readonly isMachine?: boolean;
}

/** A file below .git can make Git run programs; our own directory is never an output. In any spelling: not all systems tell them apart. */
const NEVER_INSIDE = new Set(['.git', OWN_DIRECTORY]);

/** The directory below which everything is written, or why it cannot be that. */
export function openOutputRoot({ out, sources = [], isMachine = false }: OutputRootOptions): OutputRoot | Finding {
  const refuse = (reason: string): Finding => findingOf('output-root', { file: out }, { path: out, reason });
  if (out === '' || out.includes('\0')) return refuse('it is no path');
  try {
    const missing: string[] = [];
    let existing = resolve(out);
    while (lstatSync(existing, { throwIfNoEntry: false }) === undefined) {
      missing.unshift(existing);
      existing = dirname(existing);
    }
    const real = realpathSync.native(existing);
    const path = join(real, relative(existing, resolve(out)));
    if (!lstatSync(real).isDirectory()) return refuse(`${missing.length === 0 ? 'it' : existing} is not a directory`);
    if (path === parse(path).root && !isMachine) return refuse('it is the root of the file system');
    const inside = path.split(sep).find((part) => NEVER_INSIDE.has(part.toLowerCase()));
    if (inside !== undefined) return refuse(`it is inside of a directory ${inside}`);
    const source = sources.find((directory) => isInside(path, realOf(directory)));
    if (source !== undefined) return refuse(`it is inside of ${source}, where canonry reads`);
    return {
      path,
      missing: missing.map((directory) => join(real, relative(existing, directory))),
      sources: sources.flatMap((directory) => [
        ...wayBelow(path, realOf(directory)),
        ...wayBelow(resolve(out), resolve(directory)),
      ]),
    };
  } catch (error) {
    return refuse(reasonOf(error));
  }
}

/** Makes the root if it does not exist. */
export function makeOutputRoot({ path, missing }: OutputRoot): void {
  if (missing.length > 0) writing(path, () => mkdirSync(path, { recursive: true }));
}

/** Removes the root again if this run made it and nothing came into it. */
export function removeEmptyRoot({ missing }: OutputRoot): void {
  for (const directory of missing.toReversed()) tidyUp(() => rmdirSync(directory));
}

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way === '' || (!way.startsWith('..') && resolve(directory, way) === path);
}

/** The way from a root to something below it; none to anything else. */
function wayBelow(root: string, path: string): readonly string[] {
  const way = relative(root, path).replaceAll('\\', '/');
  return way === '' || way.split('/')[0] === '..' || isAbsolute(way) ? [] : [way];
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

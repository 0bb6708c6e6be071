import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { quote } from '@canonry/core';
import { findSourceAbove, isRevision, loadRevision, loadRoster, type LoadedRoster } from '@canonry/core/node';
import type { Io } from './io.js';

/** One side of a comparison. */
export interface Side extends LoadedRoster {
  /** As the person wrote it. */
  readonly name: string;
}

/** Loads a directory or a Git revision. `undefined`, and said, if it is neither, or both. */
export async function loadSide(
  name: string,
  { cwd, stderr, targets }: Pick<Io, 'cwd' | 'stderr' | 'targets'>,
): Promise<Side | undefined> {
  if (name === '') {
    stderr.write('canonry compare: a source is empty; name a directory or a Git revision\n');
    return undefined;
  }
  const directory = resolve(cwd, name);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) {
    if (/^\.{0,2}\/|^\.{1,2}$/.test(name) || !isRevision(findSourceAbove(cwd), name))
      return { name, ...(await loadRoster({ source: directory, targets })) };
    stderr.write(
      `canonry compare: ${quote(name)} is a directory and a Git revision; write ${quote(`./${name}`)} or ${quote(`${name}^{commit}`)}\n`,
    );
    return undefined;
  }
  const loaded = await loadRevision({ source: findSourceAbove(cwd), revision: name, targets });
  if (!('reason' in loaded)) return { name, ...loaded };
  stderr.write(`canonry compare: ${quote(name)} is no source: ${loaded.reason}\n`);
  return undefined;
}

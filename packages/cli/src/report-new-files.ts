import { join, relative } from 'node:path';
import { escapeInvisible } from '@canonry/core';
import type { NewFile, Obstacle } from '@canonry/core/node';
import type { ExitCode } from './command.js';
import type { Io } from './io.js';
import { paintFor } from './paint.js';

/** Says what was created or, if anything was in the way, what that is. Paths are named from where the person stands. */
export function reportNewFiles(
  root: string,
  files: readonly NewFile[],
  obstacles: readonly Obstacle[],
  { stdout, stderr, env, cwd }: Io,
): ExitCode {
  const show = (path: string): string => escapeInvisible(relative(cwd, join(root, path)) || '.');
  if (obstacles.length === 0) {
    stdout.write(files.map(({ path }) => `created ${show(path)}\n`).join(''));
    return 0;
  }
  const paint = paintFor(stderr, env);
  const reasons = obstacles.map(({ path, reason }) => `  ${show(path)} ${reason}\n`).join('');
  stderr.write(`${paint('error', 'error')}${paint('bold', ': nothing was created')}\n${reasons}`);
  return 1;
}

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { findingOf, type Finding } from '../diagnostic.js';
import { reasonOf } from './source-files.js';

export const PROJECT_FILE = 'canonry.toml';
export const LOCAL_PROJECT_FILE = 'canonry.local.toml';

/** Where a source is: its root, and the one directory of agents if that was named instead of a project. */
export interface SourcePlace {
  readonly root: string;
  readonly agents?: string;
}

/** Reads a source argument: a project root, or an agents directory. */
export function findSource(path: string): SourcePlace | Finding {
  const root = resolve(path);
  const reason = whyNotADirectory(root);
  if (reason !== undefined) return findingOf('no-source', { file: path }, { path, reason });
  return !isSource(root) && holdsAgents(root) ? agentsDirectory(root) : { root };
}

/** The source whose agents are in one directory: its root is the parent. */
export function agentsDirectory(path: string): SourcePlace | Finding {
  const directory = resolve(path);
  const reason = whyNotADirectory(directory);
  if (reason !== undefined) return findingOf('no-source', { file: path }, { path, reason });
  return { root: dirname(directory), agents: basename(directory) };
}

/**
 * The source that a person means by standing in a directory: the nearest one at or above it, but never beyond the Git
 * work tree. Outside of one only a canonry.toml counts: nobody says how far up an `agents` directory may be meant.
 */
export function findSourceAbove(directory: string): string {
  const start = resolve(directory);
  const ancestors = [start];
  for (let here = start; dirname(here) !== here; here = dirname(here)) ancestors.push(dirname(here));
  const workTree = ancestors.findIndex((ancestor) => existsSync(join(ancestor, '.git')));
  const source = workTree === -1 ? ancestors.find(isProject) : ancestors.slice(0, workTree + 1).find(isSource);
  return source ?? start;
}

function isProject(directory: string): boolean {
  return existsSync(join(directory, PROJECT_FILE));
}

function isSource(directory: string): boolean {
  return isProject(directory) || holdsAgents(join(directory, 'agents'));
}

function holdsAgents(directory: string): boolean {
  try {
    return readdirSync(directory).some((entry) => existsSync(join(directory, entry, 'agent.toml')));
  } catch {
    return false;
  }
}

/** Why nothing can be listed at a path, if so. */
export function whyNotADirectory(path: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return 'it does not exist';
    return stats.isDirectory() ? undefined : 'it is not a directory';
  } catch (error) {
    return reasonOf(error);
  }
}

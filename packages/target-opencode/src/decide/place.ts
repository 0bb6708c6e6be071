import { keptFor, type Question } from '@canonry/core';
import { isBelow, parentOf, relativePath, resolvePath } from './paths.js';

/** Where OpenCode stands: the directory it works in, the top of its Git work tree, and the person's home. */
export interface Place {
  readonly directory: string;
  readonly worktree: string;
  readonly home: string;
  /** What is known to be a directory; absent if nobody has looked. */
  readonly directories: readonly string[] | undefined;
}

export function placeOf(question: Question): Place {
  return keptPlace(question, () => findPlace(question));
}

/** Each case that a question may be asks for its place. */
const keptPlace = keptFor<Place>();

function findPlace({ project, pathPrefix, home, directories }: Question): Place {
  const directory = resolvePath('/', project);
  const depth = pathPrefix.split('/').filter((part) => part !== '').length;
  let worktree = directory;
  for (let level = 0; level < depth; level += 1) worktree = parentOf(worktree);
  return { directory, worktree, home: resolvePath('/', home), directories };
}

/** What `read` and `edit` rules see of a file: its path from the top of the work tree. */
export function fileTarget(place: Place, path: string): string {
  return relativePath(place.worktree, path);
}

/** True if OpenCode takes the path for a part of the project: anywhere in the Git work tree. */
export function isInside({ directory, worktree }: Place, path: string): boolean {
  return isBelow(directory, path) || isBelow(worktree, path);
}

/** What a path is taken for: by its spelling, or by a look at the disk. */
export type PathKind = 'file' | 'directory' | 'as-on-disk';

/** What `external_directory` rules see: everything in the directory of a file, or in the directory itself. Both where nobody has looked. */
export function directoryTargets({ home, directories }: Place, path: string, kind: PathKind): readonly string[] {
  const [asFile, asDirectory] = [allIn(parentOf(path)), allIn(path)];
  if (kind === 'file') return [asFile];
  if (kind === 'directory' || path === '/' || path === home) return [asDirectory];
  if (directories === undefined) return [asFile, asDirectory];
  return [directories.includes(path) ? asDirectory : asFile];
}

function allIn(directory: string): string {
  return directory === '/' ? '/*' : `${directory}/*`;
}

/** OpenCode keeps the long outputs of tools here, and opens it to every agent. It moves with XDG_DATA_HOME. */
export function toolOutputDirectory(home: string): string {
  return `${home}/.local/share/opencode/tool-output`;
}

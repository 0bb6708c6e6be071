/** How patterns about files are said where paths are seen from the top of the Git work tree. */

const HOME = /^(?:~|\$HOME)\//;

/** True if the pattern names places from the root of the file system or from home. */
export function isAbsolute(pattern: string): boolean {
  return pattern.startsWith('/') || HOME.test(pattern);
}

/** True if it can match a path outside of the project. */
export function mayBeOutside(pattern: string): boolean {
  return isAbsolute(pattern) || /^[*?]/.test(pattern);
}

/**
 * Patterns that match whatever a pattern about places outside matches, seen from a work tree: `/run/agenix/**` is
 * `../run/agenix/x` there, or `../agenix/x` for one below /run. Nobody knows here which, so there is one for each part that
 * a path may begin with. The last one, `*../**` for everything outside, would only be needed by a work tree inside
 * /run/agenix itself; it is left out where the pattern names a place in which nobody works.
 */
export function fromWorkTree(pattern: string): readonly string[] {
  const isHome = HOME.test(pattern);
  const rest = pattern.replace(HOME, '').replace(/^\//, '');
  if (rest === '') return ['*..*'];
  const starts = [0, ...[...rest.matchAll(/[/?*]/g)].map(({ index }) => index + (rest[index] === '*' ? 0 : 1))];
  const parts = [...new Set(starts)].map((start) => rest.slice(start)).filter((part) => part !== '');
  const kept = parts.filter((part) => !/^\*+$/.test(part) || mayHoldWorkTrees(pattern));
  return [...kept, ...(isHome ? [`*/${rest}`] : [])].map((part) => `*../${part}`);
}

/** True if a work tree may well lie in the directory of the pattern: anywhere but in hidden ones and deep in those of the system. */
function mayHoldWorkTrees(pattern: string): boolean {
  const directory = pattern.replace(/\/\*+$/, '');
  return isAbsolute(pattern) && !/\/\./.test(directory) && !SYSTEM.test(directory);
}

const SYSTEM =
  /^\/(?:(?:bin|boot|dev|lib\d*|nix|proc|run|sbin|sys)\/|usr\/(?!(?:local|src)(?:\/|$))|var\/(?:cache|log|run)(?:\/|$))/;

/** True if the pattern names all of a directory in which a work tree may lie: then it may be about everything beside it. */
export function mayBeAboutAll(pattern: string): boolean {
  return /\/\*+$/.test(pattern) && mayHoldWorkTrees(pattern);
}

/** How a place that an absolute pattern names is seen where it lies inside of the work tree, but outside of the project. */
export function insideWorkTree(pattern: string): readonly string[] {
  if (!isAbsolute(pattern)) return [];
  return fromWorkTree(pattern)
    .map((way) => way.replace(/^\*\.\.\//, ''))
    .filter((part) => !/^[*.]+(?:\/\*+)?$/.test(part));
}

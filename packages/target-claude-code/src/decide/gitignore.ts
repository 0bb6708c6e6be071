/**
 * Path rules are matched as .gitignore matches, in a directory of their own, and without regard to case: a path is matched
 * if the pattern matches it or a directory that it is in.
 */
export function matchesIgnore(patterns: readonly string[], relativePath: string, flags = 'iu'): boolean {
  if (relativePath === '') return false;
  const parts = relativePath.split('/');
  return parts.some((_, at) => isIgnored(patterns, parts.slice(0, at + 1).join('/'), flags));
}

/** The last pattern that matches decides; `!` takes back. */
function isIgnored(patterns: readonly string[], path: string, flags: string): boolean {
  const last = patterns.findLast((pattern) => regexOf(pattern.replace(/^!/, ''), flags).test(path));
  return last !== undefined && !last.startsWith('!');
}

function regexOf(pattern: string, flags: string): RegExp {
  const body = pattern.replace(/\/$/, '');
  const isAnchored = body.includes('/');
  const source = body
    .replace(/^\//, '')
    .split('/')
    .map((segment, at, all) => segmentSource(segment, at === all.length - 1))
    .join('');
  try {
    return new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${source}$`, flags);
  } catch {
    // A class such as [z-a] matches nothing.
    return /(?!)/;
  }
}

function segmentSource(segment: string, isLast: boolean): string {
  if (segment === '**') return isLast ? '.*' : '(?:[^/]+/)*';
  const text = segment.replaceAll(/\[[^\]]*\]|[\\^$.*+?()[\]{}|/]/g, (found) => {
    if (found === '*') return '[^/]*';
    if (found === '?') return '[^/]';
    if (found.length > 1)
      return `[${found
        .slice(1, -1)
        .replace(/^!/, '^')
        .replaceAll(/[\\[]/g, String.raw`\$&`)}]`;
    return `\\${found}`;
  });
  return isLast ? text : `${text}/`;
}

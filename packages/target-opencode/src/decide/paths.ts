/** An absolute path without `.`, `..` and empty parts; a relative one counts from a directory. */
export function resolvePath(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : `${directory}/`}${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** How one absolute path is written from another: `''` for itself, `../x` outside. */
export function relativePath(from: string, to: string): string {
  const [here, there] = [partsOf(from), partsOf(to)];
  let common = 0;
  while (common < here.length && common < there.length && here[common] === there[common]) common += 1;
  return [...here.slice(common).map(() => '..'), ...there.slice(common)].join('/');
}

export function parentOf(path: string): string {
  return `/${partsOf(path).slice(0, -1).join('/')}`;
}

/** True if the path is the directory itself or below it. */
export function isBelow(directory: string, path: string): boolean {
  return path === directory || directory === '/' || path.startsWith(`${directory}/`);
}

/** A path as a person or a policy writes it, `~/` spelled out. */
export function atHome(path: string, home: string): string {
  const prefix = ['~', '$HOME'].find((name) => path === name || path.startsWith(`${name}/`));
  return prefix === undefined ? path : home + path.slice(prefix.length);
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

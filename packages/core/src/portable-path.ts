import { findControlCharacter, isDeviceName } from './text-schema.js';

/** Why a path that someone wrote is not one below the root, or `undefined` if it is. */
export function whyNotBelowRoot(path: string): string | undefined {
  const parts = path.split('/');
  if (path === '') return 'it is empty';
  if (path.length > 200) return 'it is longer than 200 characters';
  if (findControlCharacter(path) !== undefined) return 'it holds a control character';
  if (path.includes('\\')) return 'it holds a backslash; paths are written with /';
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path)) return 'it is an absolute path';
  if (parts.includes('..')) return 'it leads out of the source root';
  if (parts.includes('')) return 'it has an empty part';
  if (parts.includes('.')) return 'it has a part that is only a dot';
  if (parts.some(isDeviceName)) return 'it is a device name on Windows';
  return undefined;
}

/** Why a file of this name cannot exist on every system that people clone to. */
export function whyNotPortable(path: string): string | undefined {
  const parts = path.split('/');
  const forbidden = /[<>:"\\|?*]/.exec(path)?.[0];
  // Node puts U+FFFD in place of bytes that it cannot decode; no file of that name can be opened.
  if (path.includes('\uFFFD')) return 'its name is not UTF-8';
  if (findControlCharacter(path) !== undefined) return 'it holds a control character';
  if (forbidden !== undefined) return `Windows allows no ${forbidden} in names`;
  if (parts.some((part) => part.endsWith('.') || part.endsWith(' ')))
    return 'Windows drops a dot or space at the end of a name';
  if (parts.some(isDeviceName)) return 'it is a device name on Windows';
  return undefined;
}

/**
 * Pairs of paths that are one file or directory where case is ignored or Unicode normalised; each later path with the first
 * like it. What is below a directory of such a pair is not told again.
 */
export function findCollisions(paths: Iterable<string>): readonly { readonly path: string; readonly other: string }[] {
  const firsts = new Map<string, string>();
  const collisions = new Map<string, string>();
  for (const path of paths)
    for (const prefix of prefixesOf(path)) {
      const folded = foldPath(prefix);
      const other = firsts.get(folded) ?? prefix;
      firsts.set(folded, other);
      if (other === prefix) continue;
      collisions.set(prefix, other);
      break;
    }
  return Array.from(collisions, ([path, other]) => ({ path, other }));
}

/** `a/b/c` gives `a`, `a/b` and `a/b/c`. */
function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Upper case first: `ß` and `ss`, `ſ` and `s` fold together, as they do on file systems that ignore case. */
export function foldPath(path: string): string {
  return path.normalize('NFD').toUpperCase().toLowerCase().normalize('NFC');
}

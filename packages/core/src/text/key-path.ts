import type { KeyPath } from '../diagnostic.js';
import { quote } from './quote.js';

const BARE_KEY = /^[A-Za-z0-9_-]{1,60}$/;

/** A key path as people write it: `permissions.bash.rules[2]`. */
export function showKeyPath(path: KeyPath): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return `${index === 0 ? '' : '.'}${showKey(part)}`;
    })
    .join('');
}

/** One key, bare where TOML allows it. */
export function showKey(key: string): string {
  return BARE_KEY.test(key) ? key : quote(key);
}

/** How a message names the table at a path: `[permissions.bash]`, `accept[0]`, or the file itself. */
export function showTable(path: KeyPath, fileName: string): string {
  if (path.length === 0) return fileName;
  return path.some((part) => typeof part === 'number') ? showKeyPath(path) : `[${showKeyPath(path)}]`;
}

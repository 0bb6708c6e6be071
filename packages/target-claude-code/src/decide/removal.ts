import { pathBelow, resolvePath } from './paths.js';
import type { Place } from './path-rules.js';
import { wordsOf, type LinePart } from './read-line.js';
import { wordValue } from './word.js';

/** `rm -rf` and `rmdir` of what nobody means to lose: asked about whatever is allowed. */
export function removesTooMuch({ command, isSubstituted }: LinePart, { project, home }: Place): boolean {
  const [name, ...words] = wordsOf(command).map((word) => wordValue(word));
  if (isSubstituted || (name !== 'rm' && name !== 'rmdir')) return false;
  const options = words.filter((word) => word.startsWith('-'));
  if (name === 'rm' && !options.some((option) => /^-[^-]*[rR]|^--recursive$/.test(option))) return false;
  return words
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.replace(/^(?:\$HOME|\$\{HOME\})(?=\/|$)/, home))
    .some((word) => {
      if (word === '*' || /^\/\*?$/.test(word)) return true;
      const path = resolvePath(word, project, home);
      return path === home || /^\/[^/]*$/.test(path) || pathBelow(path, project) !== undefined;
    });
}

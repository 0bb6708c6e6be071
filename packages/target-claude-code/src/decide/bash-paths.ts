import type { Word } from 'unbash';
import { coversPath, type Place } from './path-rules.js';
import { pathBelow, resolvePath } from './paths.js';
import { isProtected } from './protected-paths.js';
import type { LinePart, ReadLine } from './read-line.js';
import { wordsOf } from './read-line.js';
import type { Settings } from './settings.js';
import { isLiteralWord, wordValue } from './word.js';
import { withoutHarmlessWrapper } from './wrappers.js';

/** A file that a line names. */
export interface NamedPath {
  readonly use: 'read' | 'write';
  /** Undefined: only known when the line runs. */
  readonly path: string | undefined;
  /** How it comes to be named. */
  readonly by: 'redirect' | 'argument' | 'cd';
  readonly hasDots: boolean;
  /** The line has changed the directory before. */
  readonly isMoved: boolean;
}

/** Programs whose arguments are taken for files that they read. */
export const READERS: ReadonlySet<string> = new Set(
  (
    'cat head tail wc sort uniq grep egrep fgrep rg ls find stat file diff cmp comm cut paste column rev tac nl fold expand ' +
    'unexpand fmt pr jq hexdump od strings md5sum sha1sum sha256sum base64 awk sed tsort cp mv man ifconfig numfmt'
  ).split(' '),
);
export const WRITERS: ReadonlySet<string> = new Set(['touch', 'mkdir', 'rmdir', 'rm', 'mv', 'cp', 'tee']);
/** Their first argument is an expression. */
const WITH_EXPRESSION = new Set(['grep', 'egrep', 'fgrep', 'rg', 'jq', 'awk', 'sed']);

/** The files that a command names by its arguments, from the directory in which it runs. */
export function namedByArguments(
  part: LinePart,
  place: Place,
  variables: ReadonlyMap<string, string>,
  cwd: string,
): readonly NamedPath[] {
  if (part.isSubstituted) return [];
  const words = unwrapped(wordsOf(part.command));
  const [first, ...rest] = words;
  if (first === undefined) return [];
  const name = wordValue(first);
  const operands = operandsOf(name, rest);
  const isHere = operands.length === 0 && readsHere(name, rest);
  const named = (use: NamedPath['use'], list: readonly Word[]): readonly NamedPath[] =>
    list.map((word) => ({
      use,
      by: 'argument' as const,
      ...pathOf(word, place, variables, cwd),
      ...(use === 'write' && !isLiteralWord(word) && wordValue(word, variables) === word.text
        ? { path: undefined }
        : {}),
    }));
  if (isHere) return [{ use: 'read', by: 'argument', path: cwd, hasDots: false, isMoved: cwd !== place.project }];
  if (name === 'cd') return named('read', operands).map((one) => ({ ...one, by: 'cd' as const }));
  if (name === 'sed')
    return rest.some((word) => /^-\w*i|^--in-place/.test(wordValue(word)))
      ? named('write', operands)
      : named('read', operands);
  if (name === 'cp') return [...named('read', operands.slice(0, -1)), ...named('write', operands.slice(-1))];
  if (name === 'mv') return [...named('read', operands.slice(0, -1)), ...named('write', operands)];
  if (WRITERS.has(name)) return named('write', operands);
  if (name === 'git' && wordValue(rest[0] ?? first) === 'diff') return named('read', operands.slice(1));
  return READERS.has(name) ? named('read', operands) : [];
}

/** Without a path they take the directory in which they are. */
function readsHere(name: string, words: readonly Word[]): boolean {
  if (name === 'grep') return words.some((word) => /^-\w*[rR]|^--recursive$/.test(wordValue(word)));
  return name === 'ls' || name === 'find' || name === 'rg';
}

function unwrapped(words: readonly Word[]): readonly Word[] {
  const values = words.map((word) => wordValue(word));
  const rest =
    values[0] === 'env' ? values.slice(1).filter((value) => !/^\w+=/.test(value)) : withoutHarmlessWrapper(values);
  return rest === undefined || rest.length === 0 ? words : unwrapped(words.slice(words.length - rest.length));
}

function operandsOf(name: string, words: readonly Word[]): readonly Word[] {
  if (name === 'find') {
    // Behind the first option nothing is a place any more.
    const first = words.findIndex((word) => /^[-(!]/.test(wordValue(word)));
    return first === -1 ? words : words.slice(0, first);
  }
  const end = words.findIndex((word) => wordValue(word) === '--');
  const before = (end === -1 ? words : words.slice(0, end)).filter((word) => !/^-./.test(wordValue(word)));
  const operands = end === -1 ? before : [...before, ...words.slice(end + 1)];
  const hasExpressionOption = words.some((word) => /^-[ef]/.test(wordValue(word)));
  return WITH_EXPRESSION.has(name) && !hasExpressionOption ? operands.slice(1) : operands;
}

/** A pattern for names of files stands for its directory as far as that is written. */
function pathOf(
  word: Word,
  place: Place,
  variables: ReadonlyMap<string, string>,
  cwd: string,
): Pick<NamedPath, 'path' | 'hasDots' | 'isMoved'> {
  const value = wordValue(word, variables);
  const hasDots = value.split('/').includes('..');
  const isMoved = cwd !== place.project;
  const isKnown = isLiteralWord(word) || value !== word.text;
  const written = isKnown ? value : value.replace(/[^/]*[*?[].*$/s, '').replace(/^\$HOME(?=\/|$)/, place.home);
  if (/[$`]/.test(written) && !isLiteralWord(word)) return { path: undefined, hasDots, isMoved };
  return { path: resolvePath(written === '' ? '.' : written, cwd, place.home), hasDots, isMoved };
}

/** The files that redirections open. `/dev/null` and descriptors are none. */
export function namedByRedirects(
  line: ReadLine,
  place: Place,
  variables: ReadonlyMap<string, string>,
  cwd: string,
): readonly NamedPath[] {
  return line.redirects.flatMap(({ redirect }): readonly NamedPath[] => {
    if (redirect.type !== 'Redirect' || redirect.target === undefined) return [];
    const { operator, target } = redirect;
    const value = wordValue(target);
    if (value === '/dev/null' || ((operator === '>&' || operator === '<&') && /^\d+$/.test(value))) return [];
    const { path, ...how } = pathOf(target, place, variables, cwd);
    const known = isLiteralWord(target) && !value.startsWith('-') ? path : undefined;
    return [{ use: operator === '<' ? 'read' : 'write', path: known, by: 'redirect', ...how }];
  });
}

/** Whether the settings deny what a line names. Nothing asks: rules of ask about paths are not looked at for lines. */
export function isPathDenied({ use, path }: NamedPath, { deny }: Settings, place: Place): boolean {
  if (path === undefined) return false;
  return coversPath(deny, use === 'read' ? 'Read' : 'Edit', 'deny', path, place);
}

/** Whether a line may name the path without a question. */
export function isPathOpen({ use, path, hasDots, isMoved }: NamedPath, settings: Settings, place: Place): boolean {
  if (path === undefined || (hasDots && isMoved)) return false;
  if (use === 'read') return isReadable(path, settings, place);
  if (isProtected(path) || hasDots || isMoved) return false;
  const isInside = pathBelow(place.project, path) !== undefined;
  return coversPath(settings.allow, 'Edit', 'allow', path, place) || (settings.mode === 'acceptEdits' && isInside);
}

export function isReadable(path: string, settings: Settings, place: Place): boolean {
  const roots = [
    place.project,
    ...settings.directories.map((directory) => resolvePath(directory, place.project, place.home)),
  ];
  return (
    roots.some((root) => pathBelow(root, path) !== undefined) ||
    coversPath(settings.allow, 'Read', 'allow', path, place)
  );
}

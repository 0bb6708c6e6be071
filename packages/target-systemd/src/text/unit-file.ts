import { oneLine } from './one-line.js';

/** A whole value of a unit file. A `%` would be a specifier, and a backslash at the end would take in the next line. */
export function unitValue(text: string): string {
  const value = oneLine(text);
  if (value.endsWith('\\')) throw new Error(`a backslash at the end: ${JSON.stringify(text)}`);
  return value.replaceAll('%', '%%');
}

/** One of the words of a value: of a command, or an assignment to an environment variable. */
export function unitWord(text: string): string {
  const word = oneLine(text).replaceAll('%', '%%');
  if (/^[\w./:@%=+,-]+$/.test(word)) return word;
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A program and its arguments. The colon keeps systemd from putting variables in: a `$` is a `$`. */
export function unitCommand(words: readonly string[]): string {
  const [program = ''] = words;
  // What is no plain path could begin with a character that takes a right away or gives one: `+`, `-`, `!`.
  if (!/^\/[\w./@+-]+$/.test(program)) throw new Error(`no path of a program: ${JSON.stringify(program)}`);
  return `:${words.map(unitWord).join(' ')}`;
}

/** A path in a list of paths, where blanks and colons would separate and quotes would be taken away. */
export function unitPath(path: string): string {
  if (!/^\/[\w./@+-]*$/.test(path)) throw new Error(`no plain path: ${JSON.stringify(path)}`);
  return path;
}

import { atHome, resolvePath } from './paths.js';
import { directoryTargets, isInside, type Place } from './place.js';
import type { SeenLine } from './read-line.js';
import type { SeenCommand } from './seen-command.js';

/** These change the directory; nothing is asked about them but where they lead. */
export const DIRECTORY_CHANGES: ReadonlySet<string> = new Set([
  'cd',
  'chdir',
  'popd',
  'pushd',
  'push-location',
  'set-location',
]);

/** Of these OpenCode also asks where their arguments lie. */
const WITH_FILES: ReadonlySet<string> = new Set([
  ...DIRECTORY_CHANGES,
  'rm',
  'cp',
  'mv',
  'mkdir',
  'touch',
  'chmod',
  'chown',
  'cat',
  'get-content',
  'set-content',
  'add-content',
  'copy-item',
  'move-item',
  'remove-item',
  'new-item',
  'rename-item',
]);

/** What `bash` rules are asked about a line. */
export function commandTargets({ commands }: SeenLine): readonly string[] {
  return commands.filter(({ words }) => !DIRECTORY_CHANGES.has(words[0] ?? '')).map(({ text }) => text);
}

/** What `external_directory` rules are asked about a line: for each argument one text, or the two that it may be. */
export function argumentTargets({ commands }: SeenLine, place: Place): readonly (readonly string[])[] {
  return commands.flatMap((command) => fileArguments(command).flatMap((word) => targetsOf(word, command, place)));
}

function fileArguments({ words: [name = '', ...words] }: SeenCommand): readonly string[] {
  if (!WITH_FILES.has(name)) return [];
  return words.filter((word) => !word.startsWith('-') && !(name === 'chmod' && word.startsWith('+')));
}

/** Nothing for what only the shell knows, and for what lies in the project. */
function targetsOf(word: string, command: SeenCommand, place: Place): readonly (readonly string[])[] {
  const unquoted = /^(["'])(.*)\1$/s.exec(word)?.[2] ?? word;
  const literal = withHome(unquoted, place.home).replace(/[?*[].*$/s, '');
  if (literal === '' || /^@?\(|[$`]/.test(literal)) return [];
  const path = resolvePath(place.directory, literal);
  if (isInside(place, path)) return [];
  const isDirectory = DIRECTORY_CHANGES.has(command.words[0] ?? '') || isSpelledAsDirectory(literal);
  return [directoryTargets(place, path, isDirectory ? 'directory' : 'as-on-disk')];
}

function withHome(word: string, home: string): string {
  return word.startsWith('$') ? word : atHome(word, home);
}

function isSpelledAsDirectory(word: string): boolean {
  return /(?:^|\/)\.{0,2}$/.test(word);
}

import type { Word } from 'unbash';
import { harmlesslyStripped, setsOnlyHarmless } from './command-texts.js';
import { wordsOf, type LinePart } from './read-line.js';
import {
  READ_ONLY_COMMANDS,
  READ_ONLY_DOCKER,
  READ_ONLY_GIT,
  READ_ONLY_PROGRAMS,
  READ_ONLY_UNDER_XARGS,
  type ReadOnlyProgram,
} from './read-only-programs.js';
import { isGlob, wordValue } from './word.js';

/** Wrappers that Claude Code looks through here; nice, nohup and time are none. */
const TRANSPARENT = new Set(['timeout', 'command', 'builtin']);

/** Whether Claude Code takes a command for one that only reads, and so runs it unasked. The files that it names are not asked about here. */
export function isReadOnly(part: LinePart): boolean {
  if (part.isTimed || !setsOnlyHarmless(part)) return false;
  const words = wordsOf(part.command);
  // Only harmless variables are set.
  if (words.length === 0) return part.command.prefix.some(({ type }) => type === 'Assignment');
  return harmlesslyStripped(words).some((rest) => {
    const wrappers = words.slice(0, words.length - rest.length).map((word) => wordValue(word));
    const isBare = wrappers.every((wrapper) => TRANSPARENT.has(wrapper) || /^(?:-|\d)/.test(wrapper));
    return isBare && isReadOnlyCommand(rest);
  });
}

function isReadOnlyCommand(words: readonly Word[]): boolean {
  const values = words.map((word) => wordValue(word));
  const [name = '', ...rest] = values;
  if (READ_ONLY_COMMANDS.has(values.join(' '))) return true;
  if (DIVIDED.has(name) && words.some(isGlob)) return false;
  if (name === 'git') return isReadOnlyGit(rest);
  if (name === 'docker') return READ_ONLY_DOCKER.has(rest[0] ?? '');
  if (name === 'sed') return isReadOnlySed(rest);
  if (name === 'xargs') return isReadOnlyXargs(rest);
  if (name === 'jq' && /\benv\b|\$ENV|\binput_filename\b|\binclude\b|\bimport\b/.test(rest.join(' '))) return false;
  const program = READ_ONLY_PROGRAMS.get(name);
  return program !== undefined && acceptsWords(program, words.slice(1));
}

function isReadOnlyXargs(words: readonly string[]): boolean {
  if (words[0] === '-d') return words.length === 2;
  return READ_ONLY_UNDER_XARGS.has(words[words[0] === '-0' ? 1 : 0] ?? '');
}

/** Programs of which more than the name is looked at. */
const DIVIDED = new Set(['git', 'docker', 'sed', 'xargs']);

function acceptsWords(program: ReadOnlyProgram, words: readonly Word[]): boolean {
  if (program.literal === true && words.some(isGlob)) return false;
  const options = words.filter((word) => /^-./.test(wordValue(word))).map((word) => wordValue(word));
  const operands = words.filter((word) => !/^-./.test(wordValue(word)));
  // `date +%s` is a format.
  const plain = operands.filter((word) => !wordValue(word).startsWith('+'));
  const values = options.filter((option) => program.valued?.includes(option) === true).length;
  if (!program.operands && plain.length > values) return false;
  return options.every((option) => option === '--' || acceptsOption(program, option));
}

function acceptsOption({ accepts, refuses = [] }: ReadOnlyProgram, option: string): boolean {
  const name = option.replace(/=.*$/s, '');
  if (accepts === undefined) return !refuses.includes(name);
  if (option.startsWith('--')) return accepts.long.includes(name.slice(2));
  if (/^-\d+$/.test(option)) return true;
  return option
    .slice(1)
    .replace(/\d+$/, '')
    .split('')
    .every((letter) => accepts.short.includes(letter));
}

function isReadOnlyGit(words: readonly string[]): boolean {
  const [subcommand = '', ...rest] = words;
  const options = rest.filter((word) => word.startsWith('-')).map((word) => word.replace(/=.*$/s, ''));
  switch (subcommand) {
    case 'branch': {
      if (!options.every((option) => GIT_BRANCH.has(option))) return false;
      return options.some((option) => GIT_LISTS.has(option)) || rest.length === options.length;
    }
    case 'tag':
      return options.some((option) => GIT_LISTS.has(option)) && options.every((option) => GIT_LISTS.has(option));
    case 'config':
      return rest[0] === '--get' && rest.length === 2;
    case 'diff':
      return !options.includes('--no-index') || rest.every((word) => !word.startsWith('/'))
        ? !refused(subcommand, options)
        : false;
    default:
      return READ_ONLY_GIT.has(subcommand) && !refused(subcommand, options);
  }
}

const GIT_BRANCH = new Set(
  '-a -r -v -vv --all --remotes --list -l --show-current --contains --no-contains --sort --merged --no-merged --points-at --format --verbose'.split(
    ' ',
  ),
);
const GIT_LISTS = new Set('-l --list --contains --no-contains --merged --no-merged --points-at'.split(' '));

function refused(subcommand: string, options: readonly string[]): boolean {
  const refuses = READ_ONLY_GIT.get(subcommand) ?? [];
  return options.some((option) => refuses.includes(option));
}

/** Printing lines by number, and one substitution of what comes through a pipe. */
function isReadOnlySed(words: readonly string[]): boolean {
  const [first = '', expression = '', ...files] = words;
  const printsLines = /^(?:-n|--quiet|--silent)$/.test(first) && /^(?:\d+(?:,\d+)?p;?)+$/.test(expression);
  if (printsLines) return files.every((file) => !file.startsWith('-'));
  return words.length === 1 && isSubstitution(first);
}

export function isSubstitution(expression: string): boolean {
  return /^s([/|#,])(?:(?!\1).)*\1(?:(?!\1).)*\1[gpiI\d]*$/.test(expression);
}

import type { DescribedCommand, DescribedFlag, Words } from './describe-commands.js';

/** What can be typed first. */
export function firstWords(commands: readonly DescribedCommand[]): readonly string[] {
  return [...commands.map(({ name }) => name), 'help', '--help', '--version'];
}

/** `help` as if it were a command. */
export function withHelp(commands: readonly DescribedCommand[]): readonly DescribedCommand[] {
  const words = commands.map(({ name }) => name);
  const summary = 'show the help of a command';
  return [...commands, { name: 'help', summary, flags: [], operands: [{ name: 'COMMAND', words }] }];
}

/** Flags behind which a value stands. */
export function valuedFlags({ flags }: DescribedCommand): readonly string[] {
  return flags.flatMap(({ names, value }) => (value === undefined ? [] : names));
}

/** Those that a person may want. */
export function flagNames(flags: readonly DescribedFlag[]): readonly string[] {
  return flags.flatMap(({ names }) => names[0] ?? []);
}

export function isList(words: Words): words is readonly string[] {
  return typeof words === 'object';
}

/** Single quotes, as all three shells understand them, if what is in them is written for the shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

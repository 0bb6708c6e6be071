import type { Command, Word } from 'unbash';
import { textOf, type SubjectText } from '../subject.js';
import { commandItems, itemsText, type Items } from './command-words.js';

/** What a command calls, behind `builtin` and `command`, which a builtin can stand behind. */
export interface BuiltinCall {
  /** Null where only the running line knows. */
  readonly name: string | null;
  readonly args: readonly Argument[];
}

export interface Argument {
  readonly text: SubjectText;
  /** True if it may become several words, or none. */
  readonly mayFallApart: boolean;
}

export function builtinCall(command: Command): BuiltinCall | undefined {
  const [name, ...args] = commandItems(command).words.map(argumentOf);
  return name === undefined ? undefined : unwrap(name, args);
}

function unwrap(first: Argument, args: readonly Argument[]): BuiltinCall {
  const name = textOf(first.text);
  const isWrapper = name === 'builtin' || name === 'command';
  const at = isWrapper ? args.findIndex(({ text }) => textOf(text)?.startsWith('-') !== true) : -1;
  const wrapped = args[at];
  return wrapped === undefined ? { name, args } : unwrap(wrapped, args.slice(at + 1));
}

function argumentOf(items: Items): Argument {
  return {
    text: itemsText(items),
    mayFallApart: items.some((item) => item.type === 'Word' && !isOneWord(item)),
  };
}

/** Quotes keep what a variable holds together, unless it is `"$@"` or a whole array. */
function isOneWord(word: Word): boolean {
  return (word.parts ?? []).every((part) => {
    if (part.type === 'DoubleQuoted') return !/[@*]/.test(part.text);
    return part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted';
  });
}

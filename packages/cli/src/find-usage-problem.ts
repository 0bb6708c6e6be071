import { parseArgs } from 'node:util';
import { escapeInvisible, joinWords, nearest, quote } from '@canonry/core';
import type { Grammar, Operand } from './command.js';

/** A first word that is no command. */
export function explainUnknownWord(word: string, commands: readonly { readonly name: string }[]): string {
  if (word.startsWith('-')) return explainUnknownFlag(word, ['help', 'version']);
  const guess = nearest(word, [...commands.map(({ name }) => name), 'help']);
  return `there is no command ${quote(word)}${guess === undefined ? '' : `; did you mean ${guess}?`}`;
}

/** The first thing in the arguments that the grammar does not know: what parseArgs would throw, in words of ours. */
export function findUsageProblem(args: readonly string[], { options, operands, values }: Grammar): string | undefined {
  const { tokens, positionals } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const flags = tokens.filter((token) => token.kind === 'option');
  return findFlagProblem(flags, options, values) ?? findOperandProblem(positionals, operands);
}

interface Flag {
  readonly name: string;
  /** As it was typed, with its dashes. */
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function findFlagProblem(
  flags: readonly Flag[],
  options: Grammar['options'],
  values: Grammar['values'] = {},
): string | undefined {
  const seen = new Set<string>();
  for (const { name, rawName, value, inlineValue } of flags) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) return explainUnknownFlag(rawName, [...Object.keys(options), 'help']);
    if (option.type === 'boolean') {
      if (value !== undefined) return `${rawName} takes no value`;
      continue;
    }
    const isFlag = inlineValue !== true && value?.startsWith('-');
    if (value === undefined || value === '' || isFlag) return `${rawName} needs a value`;
    if (seen.has(name) && option.multiple !== true) return `${rawName} is given twice`;
    seen.add(name);
    const refused = explainValue(rawName, value, values[name]);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function explainUnknownFlag(rawName: string, known: readonly string[]): string {
  const guess = nearest(
    rawName,
    known.map((name) => `--${name}`),
  );
  return `there is no flag ${escapeInvisible(rawName)}${guess === undefined ? '' : `; did you mean ${guess}?`}`;
}

function findOperandProblem(words: readonly string[], operands: readonly Operand[]): string | undefined {
  for (const [index, { name, isOptional, values }] of operands.entries()) {
    const word = words[index];
    if (word === undefined) return isOptional === true ? undefined : `${name} is missing${allowedWords(values)}`;
    const refused = explainValue(name, word, values);
    if (refused !== undefined) return refused;
  }
  const extra = words[operands.length];
  return extra === undefined ? undefined : `there is one argument too many: ${quote(extra)}`;
}

/** A word where only a few are allowed. */
function explainValue(name: string, word: string, values: readonly string[] | undefined): string | undefined {
  if (values === undefined || values.includes(word)) return undefined;
  const guess = nearest(word, values);
  return `${name} cannot be ${quote(word)}${guess === undefined ? allowedWords(values) : `; did you mean ${guess}?`}`;
}

function allowedWords(values: readonly string[] | undefined): string {
  return values === undefined ? '' : `; it is one of ${joinWords(values)}`;
}

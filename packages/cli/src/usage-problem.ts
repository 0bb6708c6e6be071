import { joinWords, nearest } from '@canonry/core';
import type { ExitCode } from './command.js';
import type { Io } from './io.js';

/** What is wrong with a command line that only the source could tell. */
export interface UsageProblem {
  readonly problem: string;
}

export function isUsageProblem(value: object): value is UsageProblem {
  return 'problem' in value;
}

/** Says what is wrong with the command line. */
export function refuseUsage(command: string, { problem }: UsageProblem, { stderr }: Pick<Io, 'stderr'>): ExitCode {
  stderr.write(`canonry ${command}: ${problem}\nMore: canonry ${command} --help\n`);
  return 2;
}

/** What was meant by a name that nobody knows. */
export function suggestName(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  if (guess !== undefined) return `did you mean ${guess}?`;
  if (known.length === 0) return 'there is none';
  return known.length === 1 ? `it can only be ${known.join('')}` : `it is one of ${joinWords(known)}`;
}

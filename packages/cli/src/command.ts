import type { ParseArgsConfig } from 'node:util';
import type { Io } from './io.js';

/** What `commands/NAME.ts` exports. */
export interface Command {
  /** Its first line is the usage, its last lines are an example. */
  readonly help: string;
  readonly grammar: Grammar;
  /** Gets only arguments that fit the grammar. */
  run(args: readonly string[], io: Io): ExitCode | Promise<ExitCode>;
}

/** The arguments that a command takes. */
export interface Grammar {
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Arguments that are no options, in order. */
  readonly operands: readonly Operand[];
  /** The only values of an option, if there are few. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

export interface Operand {
  readonly name: string;
  readonly isOptional?: boolean;
  /** The only words allowed, if there are few. */
  readonly values?: readonly string[];
}

/** 0: clean. 1: something is wrong with the source or the disk. 2: wrong usage. 130: a person interrupted it. */
export type ExitCode = 0 | 1 | 2 | 130;

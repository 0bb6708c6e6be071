import { TOOLS } from '@canonry/core';
import type { Command, Operand } from '../command.js';

/** What may stand in one place of a command line: one of these words, or what only the machine knows. Absent: anything. */
export type Words = readonly string[] | 'agents' | 'hosts' | 'directories' | 'files' | undefined;

/** A command as a shell has to know it. */
export interface DescribedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly DescribedFlag[];
  readonly operands: readonly DescribedOperand[];
}

export interface DescribedFlag {
  /** As it is typed, the longest first. */
  readonly names: readonly string[];
  readonly summary: string;
  readonly isMultiple: boolean;
  /** Absent: it takes no value. */
  readonly value?: DescribedOperand;
}

export interface DescribedOperand {
  /** As the help calls it, such as DIR. */
  readonly name: string;
  readonly words: Words;
}

interface NamedCommand {
  readonly name: string;
  readonly summary: string;
  readonly command: Command;
}

const HELP: DescribedFlag = { names: ['--help', '-h'], summary: 'show the help of this command', isMultiple: false };

/** Everything from the commands themselves: the grammar says what there is, the help what it is about. */
export function describeCommands(
  commands: readonly NamedCommand[],
  targets: readonly string[],
): readonly DescribedCommand[] {
  return commands.map(({ name, summary, command: { help, grammar } }) => {
    const { options, operands, values = {} } = grammar;
    const withHost = 'host' in options ? [...targets, 'host'] : targets;
    const wordsOf = (operand: Operand, flag = ''): Words => operand.values ?? wordsFor(operand.name, flag, withHost);
    return {
      name,
      summary,
      flags: [
        ...Object.entries(options).map(([flag, { type, short, multiple = false }]): DescribedFlag => {
          const names = [`--${flag}`, ...(short === undefined ? [] : [`-${short}`])];
          const told = describeFlag(flag, help);
          if (type === 'boolean') return { names, summary: told.summary, isMultiple: false };
          const operand = { name: told.value, ...(values[flag] && { values: values[flag] }) };
          const value = { name: told.value, words: wordsOf(operand, flag) };
          return { names, summary: told.summary, isMultiple: multiple, value };
        }),
        HELP,
      ],
      operands: operands.map((operand) => ({ name: operand.name, words: wordsOf(operand) })),
    };
  });
}

/** By the words that help uses for what is to be put in. */
function wordsFor(name: string, flag: string, targets: readonly string[]): Words {
  if (flag === 'host' || name === 'HOST') return 'hosts';
  if (flag === 'account' || name === 'AGENT') return 'agents';
  if (name === 'TARGET') return targets;
  if (name === 'TOOL') return TOOLS;
  if (name === 'DIR' || name === 'OLD' || name === 'NEW') return 'directories';
  return name === 'FILE' || name === 'PATH' ? 'files' : undefined;
}

/** What the help says of a flag: what it takes, and what it does, as far as the first thing that could stand alone. */
export function describeFlag(flag: string, help: string): { readonly value: string; readonly summary: string } {
  const found = new RegExp(
    `^ +(?:-\\w[^-]*)?--${flag}(?: (\\S+))?(?:$|  +|(?<= ))([^]*?)(?=\\n\\n|\\n {2}-)`,
    'm',
  ).exec(help);
  const [, value = '', text = ''] = found ?? [];
  const [summary = ''] = text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .split(/; |\. | \(/);
  return { value, summary };
}

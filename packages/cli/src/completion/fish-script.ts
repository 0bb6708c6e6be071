import type { DescribedCommand, DescribedFlag, DescribedOperand, Words } from './describe-commands.js';
import { isList, valuedFlags, withHelp } from './words-of.js';

/** What fish reads: one line for everything that can be typed somewhere. */
export function fishScript(commands: readonly DescribedCommand[]): string {
  const all = withHelp(commands);
  return `# Completes the command line of canonry in fish. Printed by \`canonry completion fish\`.

# The command and its operands in front of the cursor.
function __canonry_operands
    set -l words (commandline -opc)
    set -l valued
    switch "$words[2]"
${all.map(valuedOf).join('')}    end
    set -l isValue 0
    for word in $words[2..-1]
        if test $isValue = 1
            set isValue 0
        else if contains -- $word $valued
            set isValue 1
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end

function __canonry_in --argument-names command
    set -l words (__canonry_operands)
    test "$words[1]" = "$command"
end

function __canonry_at --argument-names command count
    set -l words (__canonry_operands)
    test "$words[1]" = "$command"; and test (count $words) = $count
end

complete -c canonry -f
${all.map(({ name, summary }) => line(['-n', "'test (count (__canonry_operands)) = 0'", '-a', name, '-d', text(summary)])).join('')}${line(['-n', "'test (count (__canonry_operands)) = 0'", '-s h -l help', '-d', "'show the commands'"])}${line(['-n', "'test (count (__canonry_operands)) = 0'", '-s V -l version', '-d', "'show the version'"])}${all.map(linesOf).join('')}`;
}

function valuedOf(command: DescribedCommand): string {
  const valued = valuedFlags(command);
  return valued.length === 0 ? '' : `        case ${command.name}\n            set valued ${valued.join(' ')}\n`;
}

function linesOf({ name, flags, operands }: DescribedCommand): string {
  return [
    ...flags.map((flag) => flagLine(name, flag)),
    ...operands.map((one, index) => operandLine(name, one, index)),
  ].join('');
}

function flagLine(command: string, { names, summary, value }: DescribedFlag): string {
  const spellings = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const takes = value === undefined ? [] : takesOf(value.words);
  return line([`-n '__canonry_in ${command}'`, ...spellings, ...takes, '-d', text(summary)]);
}

function operandLine(command: string, { words }: DescribedOperand, index: number): string {
  if (words === undefined) return '';
  const where = `-n '__canonry_at ${command} ${index + 1}'`;
  return words === 'files' ? line([where, '-F']) : line([where, '-a', sourceOf(words)]);
}

function takesOf(words: Words): readonly string[] {
  if (words === 'files') return ['-r', '-F'];
  return words === undefined ? ['-x'] : ['-x', '-a', sourceOf(words)];
}

function sourceOf(words: Exclude<Words, undefined | 'files'>): string {
  if (isList(words)) return text(words.join(' '));
  return words === 'directories' ? "'(__fish_complete_directories)'" : `'(canonry completion ${words} 2>/dev/null)'`;
}

function line(parts: readonly string[]): string {
  return `complete -c canonry ${parts.join(' ')}\n`;
}

/** fish knows backslashes inside of single quotes. */
function text(value: string): string {
  return `'${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}

import type { DescribedCommand, DescribedFlag, DescribedOperand } from './describe-commands.js';
import { isList, quoted, withHelp } from './words-of.js';

/** What zsh reads, whether it is evaluated or found as a file `_canonry` on its `fpath`. */
export function zshScript(commands: readonly DescribedCommand[]): string {
  const all = withHelp(commands);
  return `#compdef canonry
# Completes the command line of canonry in zsh. Printed by \`canonry completion zsh\`.

_canonry() {
  local curcontext=$curcontext state line
  local -a commands
  typeset -A opt_args
  _arguments -C '(- *)'{-h,--help}'[show the commands]' '(- *)'{-V,--version}'[show the version]' \\
    '1: :->command' '*:: :->rest' && return
  case $state in
    command)
      commands=(
${all.map(({ name, summary }) => `        ${quoted(`${name}:${summary}`)}\n`).join('')}      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
${all.map(argumentsOf).join('')}      esac
      ;;
  esac
}

_canonry_names() {
  local -a names
  names=(\${(f)"$(canonry completion $1 2>/dev/null)"})
  compadd -a names
}

if [[ $funcstack[1] == _canonry ]]; then
  _canonry "$@"
else
  compdef _canonry canonry
fi
`;
}

function argumentsOf({ name, flags, operands }: DescribedCommand): string {
  const specs = [
    ...flags.flatMap(specsOf),
    ...operands.map((operand, index) => quoted(`${index + 1}${valueOf(operand)}`)),
  ];
  return `        ${name})\n          _arguments -S ${specs.map((spec) => `\\\n            ${spec}`).join(' ')}\n          ;;\n`;
}

/** A flag and its short form exclude each other, unless it may be repeated. */
function specsOf({ names, summary, isMultiple, value }: DescribedFlag): readonly string[] {
  const before = isMultiple ? '*' : `(${names.join(' ')})`;
  const text = `[${summary.replaceAll(/[\\[\]:]/g, String.raw`\$&`)}]`;
  return names.map((name) => {
    const sign = value === undefined ? '' : name.startsWith('--') ? '=' : '+';
    return quoted(`${before}${name}${sign}${text}${value === undefined ? '' : valueOf(value)}`);
  });
}

function valueOf({ name, words }: DescribedOperand): string {
  const label = name.replaceAll(/[\\[\]:]/g, String.raw`\$&`);
  if (isList(words)) return `:${label}:(${words.join(' ')})`;
  if (words === 'directories') return `:${label}:_files -/`;
  if (words === 'files') return `:${label}:_files`;
  return words === undefined ? `:${label}: ` : `:${label}: _canonry_names ${words}`;
}

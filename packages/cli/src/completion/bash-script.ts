import type { DescribedCommand, Words } from './describe-commands.js';
import { firstWords, flagNames, isList, quoted, valuedFlags, withHelp } from './words-of.js';

/** What bash 3.2 and later reads: a table of the commands, and one function that looks into it. */
export function bashScript(commands: readonly DescribedCommand[]): string {
  return `# Completes the command line of canonry in bash. Printed by \`canonry completion bash\`.
_canonry() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  local flags='' valued='' value='' operands=() count=0 index
  COMPREPLY=()
  # bash takes --flag=value for three words.
  if [[ $current == = ]]; then
    current=''
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
    _canonry_offer "$current" ${quoted(firstWords(commands).join(' '))}
    return
  fi
  case $command in
${withHelp(commands).map(tableOf).join('')}  esac
  if [[ $valued == *" $before "* ]]; then
    _canonry_offer "$current" "$value"
    return
  fi
  if [[ $current == -* ]]; then
    _canonry_offer "$current" "$flags"
    return
  fi
  for ((index = 2; index < COMP_CWORD; index++)); do
    if [[ $valued == *" \${COMP_WORDS[index]} "* ]]; then
      if [[ \${COMP_WORDS[index + 1]} == = ]]; then ((index++)); fi
      ((index++))
    elif [[ \${COMP_WORDS[index]} != -* ]]; then
      ((count++))
    fi
  done
  _canonry_offer "$current" "\${operands[count]-}"
}

# Words, @files, @directories, or what only canonry can name, which holds nothing that a shell expands.
_canonry_offer() {
  local offered='' word
  case $2 in
    @files)
      compopt -o filenames 2>/dev/null
      offered=$(compgen -f -- "$1")
      ;;
    @directories)
      compopt -o filenames 2>/dev/null
      offered=$(compgen -d -- "$1")
      ;;
    @*) offered=$(compgen -W "$(canonry completion "\${2#@}" 2>/dev/null)" -- "$1") ;;
    ?*) offered=$(compgen -W "$2" -- "$1") ;;
  esac
  while IFS= read -r word; do
    if [[ -n $word ]]; then COMPREPLY+=("$word"); fi
  done <<<"$offered"
}

complete -F _canonry canonry
`;
}

function tableOf(command: DescribedCommand): string {
  const { name, flags, operands } = command;
  const lines = [
    ...(flags.length === 0 ? [] : [`flags=${quoted(flagNames(flags).join(' '))}`]),
    ...(operands.length === 0 ? [] : [`operands=(${operands.map(({ words }) => quoted(wordsIn(words))).join(' ')})`]),
    ...valuesOf(command),
  ];
  return `    ${name})\n${lines.map((line) => `      ${line}\n`).join('')}      ;;\n`;
}

function valuesOf(command: DescribedCommand): readonly string[] {
  const valued = valuedFlags(command);
  if (valued.length === 0) return [];
  const cases = command.flags.flatMap(({ names, value }) =>
    value?.words === undefined ? [] : [`  ${names.join(' | ')}) value=${quoted(wordsIn(value.words))} ;;`],
  );
  return [`valued=' ${valued.join(' ')} '`, ...(cases.length === 0 ? [] : ['case $before in', ...cases, 'esac'])];
}

function wordsIn(words: Words): string {
  if (isList(words)) return words.join(' ');
  return words === undefined ? '' : `@${words}`;
}

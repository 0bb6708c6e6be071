/** A construct that holds two lists of commands, and the order in which they stand in it. */
interface Compound {
  readonly spell: (one: string, two: string) => string;
  readonly order: readonly (1 | 2)[];
}

export const COMPOUNDS: readonly Compound[] = [
  { spell: (one, two) => `( ${one}\n${two} )`, order: [1, 2] },
  { spell: (one, two) => `{ ${one}\n${two}\n}`, order: [1, 2] },
  { spell: (one, two) => `if ${one}\nthen ${two}\nfi`, order: [1, 2] },
  { spell: (one, two) => `if ${one}\nthen ${two}\nelif ${one}\nthen ${one}\nelse ${two}\nfi`, order: [1, 2, 1, 1, 2] },
  { spell: (one, two) => `while ${one}\ndo ${two}\ndone`, order: [1, 2] },
  { spell: (one, two) => `until ${one}\ndo ${two}\ndone`, order: [1, 2] },
  { spell: (one, two) => `for x in a $( ${one} )\ndo ${two}\ndone`, order: [1, 2] },
  { spell: (one, two) => `for ((i = $( ${one} ); i < 3; i++))\ndo ${two}\ndone`, order: [1, 2] },
  { spell: (one, two) => `select x in "$( ${one} )"; do ${two}\ndone`, order: [1, 2] },
  { spell: (one, two) => `case $( ${one} ) in a|"b") ${two}\n;; *) esac`, order: [1, 2] },
  { spell: (one, two) => `[[ -n $( ${one} ) && ( a == "$( ${two} )" ) ]]`, order: [1, 2] },
  { spell: (one, two) => `(( x = $( ${one} ) + $( ${two} ) ))`, order: [1, 2] },
  { spell: (one, two) => `{ ! { ${one}\n${two}\n}\n}`, order: [1, 2] },
  { spell: (one, two) => `{ time -p { ${one}\n${two}\n}\n}`, order: [1, 2] },
  { spell: (one, two) => `{ coproc { ${one}\n${two}\n}\n}`, order: [1, 2] },
  { spell: (one, two) => `{ f() { ${one}\n${two}\n}\n}`, order: [1, 2] },
  { spell: (one, two) => `function g () ( ${one}\n${two}\n)`, order: [1, 2] },
];

/** Words that hold a list of commands. */
export const EXPANSIONS: readonly ((line: string) => string)[] = [
  (line) => `$(\n${line}\n)`,
  (line) => `$( ${line} )`,
  (line) => `"$( ${line} )"`,
  // Bash takes one level of escapes away before it reads the inside.
  (line) => `\`${line.replaceAll(/[\\`$]/g, '\\$&')}\``,
  (line) => `"\${x:-$( ${line} )}"`,
  (line) => `\${x:+"$( ${line} )"}`,
  (line) => `\${x#$( ${line} )}`,
  (line) => `\${x/a/$( ${line} )}`,
  (line) => `\${x[$( ${line} )]}`,
  (line) => `$(( 1 + $( ${line} ) ))`,
  (line) => `<( ${line} )`,
  (line) => `>(${line}\n)`,
];

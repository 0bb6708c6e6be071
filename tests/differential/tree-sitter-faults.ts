/** Where tree-sitter-bash 0.25 reads a line otherwise than bash does; these spellings are not compared with it. */
const FAULTS: readonly (readonly [spelling: RegExp, reason: string])[] = [
  [/\\\n/, 'it ends a word at a line continuation, which bash takes away'],
  [/\$"/, 'it keeps the dollar sign, or takes it for a word of its own'],
  [/['"]\\/, 'it ends a word where an escape follows a quote'],
  [/\$\{x#/, 'it takes the pattern for plain text and misses the commands inside of it'],
  [/(?<!\S)-(?!\S)/, 'it loses a dash that is a word'],
  [/`[^`]*\\/, 'it does not take the escapes inside of backticks away'],
  [/` [^ ]*`/, 'it takes the end of one backtick substitution and the start of the next for a substitution'],
  [/! \{/, 'it takes the brace for a command'],
  [/time -p/, 'it takes time for a command'],
  [/coproc/, 'it takes coproc for a command'],
  [/^\} <<</, 'it knows no here-string after a compound command'],
];

export function isReadAlike(spelling: string): boolean {
  return FAULTS.every(([fault]) => !fault.test(spelling));
}

/** In UTF-16 units. Far above what an agent writes. How deep it may be nested is up to the grammar: 256 levels of each kind. */
const LONGEST_LINE = 100_000;

/**
 * Why a text is no command line that is worth reading. Bash drops NUL, keeps carriage returns as part of words and uses
 * two control characters for itself, half of a surrogate pair becomes another character on the way: in all of these the
 * text that we would decide is not the text that runs.
 */
export function whyNotALine(line: string): string | undefined {
  if (line.length > LONGEST_LINE) return `it is longer than ${LONGEST_LINE} characters`;
  const control = /[\0-\x08\x0b-\x1f\x7f]/.exec(line)?.[0];
  if (control !== undefined) return `it holds the control character ${codePoint(control)}`;
  const half = /\p{Surrogate}/u.exec(line)?.[0];
  if (half !== undefined) return `it holds ${codePoint(half)}, half of a surrogate pair`;
  return SHAPES.find(({ isIn }) => isIn(line))?.reason;
}

/** What the grammar reads otherwise than bash. */
const SHAPES: readonly { readonly isIn: (line: string) => boolean; readonly reason: string }[] = [
  // Nothing is left to escape, and bash keeps it as a part of the last word.
  { isIn: (line) => /(?<!\\)(?:\\\\)*\\$/.test(line), reason: 'a backslash at its end' },
  { isIn: holdsSubscriptOfDescriptor, reason: 'a subscript of a file descriptor' },
  { isIn: (line) => /\}[<>]\(/.test(line), reason: 'a process substitution behind a closing brace' },
];

/** `{fd[…]}>`: beginning and end are looked for apart, because a line can hold thousands of either. */
function holdsSubscriptOfDescriptor(line: string): boolean {
  const opening = /\{\w+\[/.exec(line);
  if (opening === null) return false;
  const end = opening.index + opening[0].length;
  return [']}<', ']}>'].some((closing) => line.includes(closing, end));
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const LONGEST = 60;
const TAIL = 12;

/**
 * A value as people should see it in a message: in double quotes, on one line, with everything that is not plainly
 * visible escaped, so that no value can move the cursor, change colours or reorder a line. Long values lose their middle.
 */
export function quote(value: string): string {
  return quoteWhole(shorten(value));
}

/** The same for a path: the parts that a long one loses may be those that matter. */
export function quoteWhole(value: string): string {
  return `"${escapeInvisible(value.replaceAll('\\', '\\\\').replaceAll('"', '\\"'))}"`;
}

/** The same for a value that looks like another one: everything beyond ASCII is escaped. */
export function quoteExactly(value: string): string {
  return quoteWhole(value).replaceAll(/[^\u0020-\u007E]/gu, escapeOf);
}

const LONGEST_LIST = 20;

/** `"a", "b" and "c"`; a long list ends with how many more there are. */
export function quoteList(values: readonly string[]): string {
  if (values.length <= LONGEST_LIST) return joinWords(values.map(quote));
  return joinWords([...values.slice(0, LONGEST_LIST).map(quote), `${values.length - LONGEST_LIST} more`]);
}

/** `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The text with control, format and unusual space characters written as escapes. Never changes printable text. */
export function escapeInvisible(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeOf);
}

/** The name of one character, such as `U+202E`. */
export function nameOfCharacter(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  const digits = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

/** Counts characters, not UTF-16 units, so that none is cut in two; looks at no more of a huge value than it shows. */
function shorten(value: string): string {
  if (value.length <= LONGEST) return value;
  const head = Array.from(value.slice(0, 2 * LONGEST));
  const tail = Array.from(value.slice(-2 * TAIL));
  if (value.length <= 2 * LONGEST && head.length <= LONGEST) return value;
  return `${head.slice(0, LONGEST - TAIL - 1).join('')}…${tail.slice(-TAIL).join('')}`;
}

import { displayWidth } from './display-width.js';

interface Lines {
  /** How wide a line may be; a word that is wider stands alone on one. */
  readonly columns: number;
  /** What the first line begins with, before the text. */
  readonly taken: number;
  /** What every other line begins with. */
  readonly indent: string;
}

/** A text on several lines, broken at its spaces and nowhere else. */
export function wrapWords(text: string, { columns, taken, indent }: Lines): string {
  let width = taken;
  let wrapped = '';
  for (const [index, word] of text.split(' ').entries()) {
    const room = displayWidth(word);
    const isFirst = index === 0;
    if (!isFirst && width + 1 + room > columns) {
      wrapped += `\n${indent}${word}`;
      width = indent.length + room;
    } else {
      wrapped += isFirst ? word : ` ${word}`;
      width += isFirst ? room : room + 1;
    }
  }
  return wrapped;
}

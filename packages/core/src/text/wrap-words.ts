import { displayWidth } from './display-width.js';

interface Lines {
  /** How wide a line may be; a word that is wider stands alone on one. */
  readonly columns: number;
  /** What the first line begins with, before the text. */
  readonly taken: number;
  /** What every other line begins with. */
  readonly indent: string;
}

/** A text on several lines, broken at its spaces and nowhere else. What begins lines of its own goes on two columns further right. */
export function wrapWords(text: string, { columns, taken, indent }: Lines): string {
  const [first = '', ...others] = text.split('\n');
  const lines = others.map((line) => {
    const own = /^ */.exec(line)?.[0] ?? '';
    return own + wrapLine(line.slice(own.length), { columns, taken: own.length, indent: `${own}  ` });
  });
  return [wrapLine(first, { columns, taken, indent }), ...lines].join('\n');
}

function wrapLine(text: string, { columns, taken, indent }: Lines): string {
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

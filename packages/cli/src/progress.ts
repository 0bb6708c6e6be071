import type { Io, Output } from './io.js';

/** Not worth a word, in milliseconds. */
const SHORT = 500;

/** A line on the terminal of a person that says what takes so long; it is gone before anything else is written. */
export interface Progress {
  readonly tell: (doing: string) => void;
  readonly erase: () => void;
}

/** Nobody else is told, and nobody whose terminal cannot take back what it shows. */
export function progressOn(output: Output, env: Io['env'], now: () => number): Progress {
  const begun = now();
  let isShown = false;
  const erase = (): void => {
    if (isShown) output.write('\r\u001B[K');
    isShown = false;
  };
  const tell = (doing: string): void => {
    if (output.isTTY !== true || env['TERM'] === 'dumb' || now() - begun < SHORT) return;
    erase();
    // A line that is wrapped could not be taken back.
    output.write(`${startOf(`canonry: ${doing}`, (output.columns || 80) - 3)} …`);
    isShown = true;
  };
  return { tell, erase };
}

/** The same output, for everything that is to stay. */
export function below(output: Output, { erase }: Progress): Output {
  return {
    write: (text) => {
      if (text !== '') erase();
      return output.write(text);
    },
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
  };
}

/** What fits if everything beyond ASCII is wide. Directories may be called anything. */
function startOf(text: string, columns: number): string {
  let room = columns;
  let start = '';
  for (const character of text.replaceAll(/\p{C}/gu, '?')) {
    room -= character <= '~' ? 1 : 2;
    if (room < 0) break;
    start += character;
  }
  return start;
}

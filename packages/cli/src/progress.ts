import type { Output } from './io.js';

/** Not worth a word, in milliseconds. */
const SHORT = 1000;

/** Tells a person at a terminal what a command does, from when it has taken a second; nobody else is told. */
export function progressOn(output: Output, now: () => number): (doing: string) => void {
  const begun = now();
  return (doing) => {
    if (output.isTTY === true && now() - begun >= SHORT) output.write(`canonry: ${doing} …\n`);
  };
}

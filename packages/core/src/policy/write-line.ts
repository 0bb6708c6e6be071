import { splitCommandLine } from './command-line.js';
import { textOf } from './subject.js';

const SAFE_WORD = /^[\w%+,\-./:@]+$/;
const RESERVED = new Set(
  '! [[ { } case coproc do done elif else esac fi for function if in select then time until while'.split(' '),
);

/** A command line whose one subject is this text, without quotes where none are needed; null if no line asks just for it. */
export function lineFor(subject: string): string | null {
  const words = subject.split(' ');
  const line = words.map((word, index) => quoted(word, index === 0)).join(' ');
  return subjectOf(line) === subject ? line : null;
}

function quoted(word: string, isName: boolean): string {
  const isSafe = SAFE_WORD.test(word) || (!isName && /^[\w%+,\-./:@=]+$/.test(word));
  if (isSafe && !(isName && RESERVED.has(word))) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The only thing that a line asks for, if it is one command with one reading. */
function subjectOf(line: string): string | null {
  const split = splitCommandLine(line);
  const [part, ...others] = split.kind === 'parts' ? split.parts : [];
  const [text, ...readings] = part?.alternatives ?? [];
  if (part?.tool !== 'bash' || text === undefined || others.length > 0 || readings.length > 0) return null;
  return textOf(text);
}

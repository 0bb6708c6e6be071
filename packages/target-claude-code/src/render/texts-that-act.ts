import { findFenced } from '@canonry/core';

/** Something in a text that Claude Code obeys, or leaves out, while it reads the text. One-based. */
export interface Spot {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Commands that a skill runs when it is used, before any agent sees its text; in code, too. */
export function commandsIn(text: string): readonly Spot[] {
  return spotsIn(text.split('\n'), /(?<=^|\s)(!`[^`]*`?|```!.*)/g);
}

/** Files that are read when a skill is used: behind a blank, in code too. */
export function filesIn(text: string): readonly Spot[] {
  return spotsIn(text.split('\n'), /(?<=^|\s)@("[^"]+"|\S*[^\s`'"),.;:!?])/g);
}

/**
 * Files that are read into every conversation with a coding rule or a context file, which stands below `.claude/rules/canonry`
 * under this name. What it names there is ours, and is read anyway.
 */
export function importsIn(text: string, name: string): readonly Spot[] {
  const depth = name.split('/').length - 1;
  const imports = /(?<=^|[\s*_[>|])@((?:[^\s\\*_\]|<]|\\ )+)/g;
  return spotsIn(withoutFenced(text).map(withoutCode), imports).filter((spot) => leaves(spot.text, depth));
}

/** Comments that begin a line: they are cut off. */
export function commentsIn(text: string): readonly Spot[] {
  return spotsIn(withoutFenced(text), /(?<=^ {0,3})(<!--)/g);
}

function spotsIn(lines: readonly string[], pattern: RegExp): readonly Spot[] {
  return lines.flatMap((line, at) =>
    [...line.matchAll(pattern)].map(({ index, 1: text = '' }) => ({ line: at + 1, column: index + 1, text })),
  );
}

function withoutFenced(text: string): readonly string[] {
  const lines = text.split('\n');
  const fenced = findFenced(lines);
  return lines.map((line, at) => (fenced[at] === true ? '' : line));
}

function withoutCode(line: string): string {
  return line.replaceAll(/(`+)[^`]+\1/g, (code) => ' '.repeat(code.length));
}

/** True if a path leads out of a directory that many levels above it. */
function leaves(path: string, depth: number): boolean {
  if (/^[~/]/.test(path)) return true;
  let level = depth;
  for (const part of path.split('/')) {
    if (part === '..') level -= 1;
    else if (part !== '.' && part !== '') level += 1;
    if (level < 0) return true;
  }
  return false;
}

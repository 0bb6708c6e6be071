import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isWithoutEffect } from './without-effect.js';

/** One damage to one file of a tree. */
export interface Mutant {
  /** Below the tree. */
  readonly file: string;
  readonly title: string;
  /** Absent: the file is gone. */
  readonly text?: string;
}

/** Every line that says something, once left out and once with another value; and every link that starts a unit, left out. */
export function mutantsOf(tree: string): readonly Mutant[] {
  return filesOf(tree).flatMap((file) =>
    isLink(join(tree, file)) ? [{ file, title: 'left out' }] : mutantsOfFile(tree, file),
  );
}

function mutantsOfFile(tree: string, file: string): readonly Mutant[] {
  const lines = readFileSync(join(tree, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (isWithoutEffect(file, line)) return [];
    const changed = withAnotherValue(line);
    const replaced = (...by: string[]): string => lines.toSpliced(index, 1, ...by).join('\n');
    return [
      { file, title: `without "${line.trim()}"`, text: replaced() },
      ...(changed === line
        ? []
        : [{ file, title: `"${changed.trim()}" for "${line.trim()}"`, text: replaced(changed) }]),
    ];
  });
}

/** The last thing on the line that can be something else is. */
function withAnotherValue(line: string): string {
  const opposite = line.replace(/\b(yes|no)$/, (word) => (word === 'yes' ? 'no' : 'yes'));
  if (opposite !== line) return opposite;
  const number = /(\d+)(?=\D*$)/.exec(line)?.[1];
  if (number !== undefined) return line.replace(/\d+(?=\D*$)/, `${Number.parseInt(number, 10) + 1}`);
  return line.replace(/\w(?=\W*$)/, (letter) => (letter === 'x' ? 'y' : 'x'));
}

function filesOf(tree: string): readonly string[] {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(tree.length + 1))
    .toSorted();
}

function isLink(path: string): boolean {
  try {
    readlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

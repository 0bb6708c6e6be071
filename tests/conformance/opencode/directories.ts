import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Question } from '@canonry/core';

/** The paths in a question that are directories now: what the program finds when it looks, and its model cannot. */
export function directoriesIn({ input, project, home }: Question): readonly string[] {
  const words = [input, ...input.split(/[\s"';&|<>()]+/)].filter((word) => word !== '');
  const paths = words.map((word) => resolve(project, word.replace(/^(?:~|\$HOME)(?=\/|$)/, home)));
  return [...new Set(paths)].filter(isDirectory);
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

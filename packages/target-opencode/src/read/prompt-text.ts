import { findingOf, quote, type FileTree, type Finding } from '@canonry/core';
import { textOf } from '@canonry/core/reading';

const FILE = /\{file:([^}]+)\}/g;
const VARIABLE = /\{env:[^}]+\}/;

/** Where a prompt is said. */
interface PromptPlace {
  readonly file: string;
  readonly agent: string;
}

/** The text of a `prompt` in a JSON file, which may name files beside it. One that is nothing but a file is taken byte for byte. */
export function promptText(prompt: string, files: FileTree, directory: string, where: PromptPlace): string | Finding {
  const variable = VARIABLE.exec(prompt)?.[0];
  if (variable !== undefined) return findingOf('import-variable', where, { key: 'prompt', variable: quote(variable) });
  const whole = /^\{file:([^}]+)\}$/.exec(prompt)?.[1];
  if (whole !== undefined) return fileText(whole, files, directory, where);
  let text = '';
  let end = 0;
  for (const { 0: reference, 1: path = '', index } of prompt.matchAll(FILE)) {
    const part = fileText(path, files, directory, where);
    if (typeof part !== 'string') return part;
    text += prompt.slice(end, index) + part.trim();
    end = index + reference.length;
  }
  return text + prompt.slice(end);
}

/** The files that the prompts of a JSON text name, below the root. */
export function filesNamedIn(text: string, directory: string): readonly string[] {
  return [...text.matchAll(FILE)].flatMap(({ 1: path = '' }) => pathBelow(directory, path) ?? []);
}

function fileText(path: string, files: FileTree, directory: string, where: PromptPlace): string | Finding {
  const reference = quote(`{file:${path}}`);
  const below = pathBelow(directory, path);
  const entry = below === undefined ? undefined : files.get(below);
  if (entry === undefined) {
    const reason = below === undefined ? 'it is outside of what is imported' : 'there is no such file';
    return findingOf('import-prompt-file', where, { reference, reason });
  }
  const text = textOf(entry.bytes, below ?? path);
  if (typeof text !== 'string') return findingOf('import-prompt-file', where, { reference, reason: 'it is not UTF-8' });
  // What textOf passes over belongs to the bytes of the prompt.
  return entry.bytes[0] === 0xef ? `\uFEFF${text}` : text;
}

/** A path below the root that was read; `undefined` if it leads elsewhere. */
export function pathBelow(directory: string, path: string): string | undefined {
  if (path.startsWith('/') || path.startsWith('~')) return undefined;
  const parts: string[] = [];
  for (const part of [...directory.split('/'), ...path.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

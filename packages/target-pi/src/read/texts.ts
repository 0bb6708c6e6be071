import type { FileTree } from '@canonry/core';
import { parse } from 'yaml';

export function textOf(files: FileTree, path: string): string | undefined {
  const bytes = files.get(path)?.bytes;
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');
}

export type Keys = Readonly<Record<string, unknown>>;

export interface Markdown {
  readonly keys: Keys;
  readonly body: string;
}

/** Front matter and the rest, as Pi reads it; undefined where the front matter is no YAML. */
export function readMarkdown(text: string): Markdown | undefined {
  const [, front, body] = /^---\r?\n([^]*?)\r?\n---(?:\r?\n|$)([^]*)$/.exec(text) ?? [];
  if (front === undefined || body === undefined) return { keys: {}, body: text };
  try {
    return { keys: keysOf(parse(front)), body };
  } catch {
    return undefined;
  }
}

export function readJson(text: string | undefined): Keys {
  try {
    return keysOf(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

function keysOf(value: unknown): Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A list of names, as YAML or as commas. */
export function namesAt(keys: Keys, key: string): readonly string[] | undefined {
  const value = keys[key];
  const list: readonly unknown[] = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  if (value === undefined) return undefined;
  return list.flatMap((entry) => (typeof entry === 'string' && entry.trim() !== '' ? [entry.trim()] : []));
}

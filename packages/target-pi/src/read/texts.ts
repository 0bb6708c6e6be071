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
  /** The front matter is no YAML, and its plain values are read as texts. */
  readonly isRescued?: true;
}

/** Front matter and the rest, as Pi reads it; undefined where the front matter is no YAML, or has no end. */
export function readMarkdown(text: string): Markdown | undefined {
  const [, front = '', body] = /^---[ \t]*\r?\n(?:([^]*?)\r?\n)?---[ \t]*(?:\r?\n|$)([^]*)$/.exec(text) ?? [];
  // What restricts the agent there would become a part of its prompt.
  if (body === undefined) return /^\s*(?:---|\+\+\+)/.test(text) ? undefined : { keys: {}, body: text };
  const keys = readKeys(front);
  if (keys !== undefined) return { keys, body };
  const rescued = readKeys(front.replaceAll(PLAIN_VALUE, (_, key: string, value: string) => key + quoted(value)));
  return rescued && { keys: rescued, body, isRescued: true };
}

/** `description: Use this: when` is no YAML, and what the packages read line by line is a text to them. */
const PLAIN_VALUE = /^([\w-]+:[ \t]+)(?!["'|>])(\S.*)$/gm;

function quoted(value: string): string {
  return JSON.stringify(value.trim());
}

function readKeys(front: string): Keys | undefined {
  try {
    return keysOf(parse(front, { logLevel: 'error' }));
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

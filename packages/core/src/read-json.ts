import type { Node } from 'jsonc-parser';
import { membersOf, parseJsonDocument } from './shared-files/json-document.js';
import type { JsonArray, JsonObject, JsonValue } from './text/json.js';

/** A JSON file with comments as data. */
export interface ReadJson {
  /** Of a key that stands twice, the last value at the first place: so every JavaScript program reads it. */
  readonly value: JsonObject;
  readonly duplicates: readonly { readonly key: string; readonly offset: number; readonly length: number }[];
  /** Where the first comment begins, if there is any. */
  readonly comment?: number;
  /** Where the key at a path stands, or what is nearest above it. */
  readonly placeOf: (path: readonly string[]) => { readonly offset: number; readonly length: number };
}

/** Reads a JSON object with comments and trailing commas, its order and repetitions included; a text says why it cannot be read. */
export function readJson(text: string): ReadJson | string {
  const document = parseJsonDocument(text);
  if (typeof document === 'string') return document;
  const { root } = document;
  const comment = findComment(text);
  return {
    value: objectOf(root),
    duplicates: duplicatesIn(root),
    ...(comment === undefined ? {} : { comment }),
    placeOf: (path) => placeOf(root, path),
  };
}

function objectOf(node: Node): JsonObject {
  return new Map(membersOf(node).map(({ key, value }) => [key, plainValueOf(value)]));
}

function plainValueOf(node: Node): JsonValue {
  if (node.type === 'object') return objectOf(node);
  if (node.type === 'array') return (node.children ?? []).map(plainValueOf) satisfies JsonArray;
  const scalar: unknown = node.value;
  return typeof scalar === 'string' || typeof scalar === 'number' || typeof scalar === 'boolean' ? scalar : null;
}

function duplicatesIn(node: Node): ReadJson['duplicates'] {
  if (node.type === 'array') return (node.children ?? []).flatMap(duplicatesIn);
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    if (key === undefined || value === undefined) return [];
    const name = String(key.value);
    const isRepeated = seen.has(name);
    seen.add(name);
    const here = isRepeated ? [{ key: name, offset: key.offset, length: key.length }] : [];
    return [...here, ...duplicatesIn(value)];
  });
}

function placeOf(root: Node, path: readonly string[]): { offset: number; length: number } {
  let node = root;
  let place = { offset: root.offset, length: 1 };
  for (const part of path) {
    if (node.type !== 'object') break;
    const found = (node.children ?? []).findLast(({ children }) => children?.[0]?.value === part);
    const [key, value] = found?.children ?? [];
    if (key === undefined || value === undefined) break;
    place = { offset: key.offset, length: key.length };
    node = value;
  }
  return place;
}

/** Texts in quotes are passed over: they may hold slashes. */
function findComment(text: string): number | undefined {
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|\/\/|\/\*/gs))
    if (token.startsWith('/')) return index;
  return undefined;
}

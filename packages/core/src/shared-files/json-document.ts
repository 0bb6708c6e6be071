import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { JsonArray, JsonLayout, JsonObject, JsonValue } from '../text/json.js';
import { toPointer } from './json-pointer.js';
import { lineEndOf } from './line-ends.js';

/** A JSON file with comments as text and tree, so that it can be edited where it stands. */
export interface JsonDocument {
  readonly text: string;
  readonly root: Node;
}

/** Where a path of keys leads. `absent`: as far as it goes, and the keys that are missing there. `isGone`: nothing can be there. */
export type JsonPlace =
  | { readonly kind: 'found'; readonly node: Node }
  | { readonly kind: 'absent'; readonly parent: Node; readonly missing: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string; readonly isGone: boolean };

/** Reads JSON with comments and trailing commas; a text says why it cannot be read. */
export function parseJsonDocument(text: string): JsonDocument | string {
  const errors: ParseError[] = [];
  try {
    // A space in place of a byte order mark keeps every offset.
    const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
    const [error] = errors;
    if (text.trim() === '') return 'it holds nothing but white space; write {} into it';
    if (error !== undefined)
      return `${placeOf(text, error.offset)}: ${WORDS[printParseErrorCode(error.error)] ?? 'it is not JSON'}`;
    if (root?.type !== 'object') return 'it is no JSON object';
    return { text, root };
  } catch (error) {
    if (error instanceof RangeError) return 'it is nested too deeply';
    throw error;
  }
}

/** What the library calls an error, as people would. */
const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not know',
  InvalidNumberFormat: 'a number that JSON does not know',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'something stands behind the end',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a string is not closed',
  UnexpectedEndOfNumber: 'a number ends too early',
  InvalidUnicode: 'an escape of no character',
  InvalidEscapeCharacter: 'an escape that JSON does not know',
  InvalidCharacter: 'a control character inside of a string',
};

/** Follows keys through objects. A key that stands there twice is refused: programs disagree which of the two counts. */
export function findPlace(document: JsonDocument, keys: readonly string[]): JsonPlace {
  let node = document.root;
  for (const [index, key] of keys.entries()) {
    const here = toPointer(keys.slice(0, index)) || 'the document';
    if (node.type !== 'object') return { kind: 'refused', reason: `${here} is no object`, isGone: true };
    const members = membersOf(node).filter((member) => member.key === key);
    const [member] = members;
    if (member === undefined) return { kind: 'absent', parent: node, missing: keys.slice(index) };
    if (members.length > 1)
      return { kind: 'refused', reason: `${toPointer(keys.slice(0, index + 1))} stands there twice`, isGone: false };
    node = member.value;
  }
  return { kind: 'found', node };
}

/** The value of a node. A key that stands there twice is kept twice apart, so that no such value equals one of ours. */
export function valueOf(node: Node): JsonValue {
  if (node.type === 'array') return (node.children ?? []).map(valueOf) satisfies JsonArray;
  if (node.type !== 'object') return scalarOf(node);
  const value = new Map<string, JsonValue>();
  for (const member of membersOf(node)) value.set(freeKey(member.key, value), valueOf(member.value));
  return value satisfies JsonObject;
}

function freeKey(key: string, taken: JsonObject): string {
  return taken.has(key) ? freeKey(`${key}\u0000`, taken) : key;
}

function scalarOf({ value }: Node): JsonValue {
  const scalar: unknown = value;
  return typeof scalar === 'string' || typeof scalar === 'number' || typeof scalar === 'boolean' ? scalar : null;
}

export interface JsonMember {
  readonly key: string;
  readonly value: Node;
}

export function membersOf(node: Node): readonly JsonMember[] {
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [{ key: String(key.value), value }];
  });
}

/** How the document is laid out, as its first member and its first line show. */
export function layoutOf({ text, root }: JsonDocument): JsonLayout {
  const first = root.children?.[0];
  const before = first === undefined ? '' : text.slice(0, first.offset);
  const indent = /\n([ \t]+)$/.exec(before)?.[1];
  return { unit: indent ?? '  ', lineEnd: lineEndOf(text) };
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

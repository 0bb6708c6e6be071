import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import { findingOf, type Finding, type KeyPath } from './diagnostic.js';

/** Half-open stretch of the text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TomlPositions {
  /** The key itself, or the nearest table above it that has a place in the text. */
  key(path: KeyPath): Span | undefined;
  /** The value, or the key if the value is a table of its own. */
  value(path: KeyPath): Span | undefined;
}

/** Where each key and value of a document stands. Only for documents that smol-toml accepted, which takes TOML 1.1. */
export function tomlPositions(text: string): TomlPositions {
  const root: Place = { children: new Map() };
  const syntax = parseSyntax(text, '1.1');
  if (!(syntax instanceof Error)) collectPlaces(syntax.body[0].body, root);
  return {
    key: (path) => lookUp(path, root, ({ key, value }) => key ?? value),
    value: (path) => lookUp(path, root, ({ key, value }) => value ?? key),
  };
}

/** What Nix's TOML 1.0 reader would refuse in a document that `parseToml` accepted: 1.1's inline tables and escapes. */
export function findNewerToml(text: string, file: string): readonly Finding[] {
  const syntax = parseSyntax(text, '1.0');
  if (!(syntax instanceof Error)) return [];
  // A failure of the second parser that is not about syntax leaves the question open: not proved, so not accepted.
  const known = syntax instanceof ParseError ? syntax : { message: 'The second parser cannot read it', index: 0 };
  const offset = Math.min(known.index, text.length);
  const escape = /^\\(?:e|x([\dA-Fa-f]{2}))/.exec(text.slice(Math.max(0, offset - 1), offset + 3));
  if (known.message === 'Invalid character in escape sequence' && escape !== null) {
    const place = { kind: 'text', offset: offset - 1, length: escape[0].length } as const;
    const hint = `write \\u00${escape[1]?.toUpperCase() ?? '1B'}; Nix reads TOML 1.0`;
    return [
      findingOf('toml-newer-than-1.0', { file, place }, { reason: `it has no escape sequence ${escape[0]}` }, hint),
    ];
  }
  const { reason, hint } = COMPLAINTS.get(known.message) ?? { reason: known.message };
  const start = known.message.startsWith('Trailing comma') ? text.lastIndexOf(',', offset) : offset;
  return [
    findingOf('toml-newer-than-1.0', { file, place: { kind: 'text', offset: start, length: 1 } }, { reason }, hint),
  ];
}

/** The parser's words for what 1.1 added, and ours. */
const COMPLAINTS: ReadonlyMap<string, { readonly reason: string; readonly hint?: string }> = new Map([
  [
    'Trailing comma is not permitted in an inline table',
    { reason: 'an inline table ends without a comma', hint: 'remove the comma; Nix reads TOML 1.0' },
  ],
  [
    'No newlines are allowed between the curly braces unless they are valid within a value',
    {
      reason: 'an inline table ends on the line on which it begins',
      hint: 'write it on one line, or as a [table]; Nix reads TOML 1.0',
    },
  ],
]);

function parseSyntax(text: string, tomlVersion: '1.0' | '1.1'): AST.TOMLProgram | Error {
  try {
    return parseTOML(text.replace(/^\uFEFF/, ' '), { tomlVersion });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What stands at one path, and at those below it. A tree, so that long paths cost no more than the text itself. */
interface Place {
  key?: Span;
  value?: Span;
  readonly children: Map<string | number, Place>;
}

type Pending = { readonly node: AST.TOMLContentNode | AST.TOMLKeyValue | AST.TOMLTable; readonly place: Place };

function collectPlaces(body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[], root: Place): void {
  const pending: Pending[] = body.map((node) => ({ node, place: root }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    for (const child of collectNode(next)) pending.push(child);
}

function collectNode({ node, place }: Pending): Pending[] {
  switch (node.type) {
    case 'TOMLTable': {
      const table = collectKeys(node.key.keys, node.resolvedKey, place);
      return node.body.map((child) => ({ node: child, place: table }));
    }
    case 'TOMLKeyValue': {
      const here = collectKeys(node.key.keys, node.key.keys.map(nameOfKey), place);
      here.value = spanOf(node.value);
      return [{ node: node.value, place: here }];
    }
    case 'TOMLInlineTable':
      return node.body.map((child) => ({ node: child, place }));
    case 'TOMLArray':
      return node.elements.map((child, index) => {
        const here = childAt(place, index);
        here.value = spanOf(child);
        return { node: child, place: here };
      });
    case 'TOMLValue':
      return [];
  }
}

/** Indices of arrays of tables stand in `path` behind the name of their array, and share its place in the text. */
function collectKeys(nodes: readonly (AST.TOMLBare | AST.TOMLQuoted)[], path: KeyPath, start: Place): Place {
  let here = start;
  let named = -1;
  for (const part of path) {
    if (typeof part === 'string') named += 1;
    here = childAt(here, part);
    const node = nodes[named];
    if (node !== undefined) here.key = spanOf(node);
  }
  return here;
}

function childAt({ children }: Place, part: string | number): Place {
  const child = children.get(part) ?? { children: new Map() };
  children.set(part, child);
  return child;
}

function nameOfKey(node: AST.TOMLBare | AST.TOMLQuoted): string {
  return node.type === 'TOMLBare' ? node.name : node.value;
}

function lookUp(path: KeyPath, root: Place, spanIn: (place: Place) => Span | undefined): Span | undefined {
  let found: Span | undefined;
  let here: Place | undefined = root;
  for (const part of path) {
    here = here.children.get(part);
    if (here === undefined) break;
    found = spanIn(here) ?? found;
  }
  return found;
}

function spanOf(node: { readonly range: readonly [number, number] }): Span {
  return { start: node.range[0], end: node.range[1] };
}

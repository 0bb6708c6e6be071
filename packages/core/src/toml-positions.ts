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

/** Where each key and value of a document stands. Only for documents that `parseToml` accepted. */
export function tomlPositions(text: string): TomlPositions {
  const keys = new Map<string, Span>();
  const values = new Map<string, Span>();
  const syntax = parseSyntax(text);
  if (syntax instanceof Object && 'body' in syntax) collectBody(syntax.body[0].body, { keys, values });
  return {
    key: (path) => lookUp(path, [keys, values]),
    value: (path) => lookUp(path, [values, keys]),
  };
}

/** What Nix's TOML 1.0 reader would refuse in a document that `parseToml` accepted: 1.1's inline tables and escapes. */
export function findNewerToml(text: string, file: string): readonly Finding[] {
  const syntax = parseSyntax(text);
  if (!(syntax instanceof Error)) return [];
  // A failure of the second parser that is not about syntax leaves the question open: not proved, so not accepted.
  if (!(syntax instanceof ParseError)) return [findingOf('toml-too-complex', { file }, {})];
  const reason = syntax.message.charAt(0).toLowerCase() + syntax.message.slice(1);
  const place = { kind: 'text', offset: Math.min(syntax.index, text.length), length: 1 } as const;
  return [findingOf('toml-newer-than-1.0', { file, place }, { reason })];
}

function parseSyntax(text: string): AST.TOMLProgram | Error {
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    // toml-eslint-parser spreads the characters of a string into one call: a RangeError beyond some 100 000 of them.
    return error instanceof Error ? error : new Error(String(error));
  }
}

interface Spans {
  readonly keys: Map<string, Span>;
  readonly values: Map<string, Span>;
}

type Pending = { readonly node: AST.TOMLContentNode | AST.TOMLKeyValue | AST.TOMLTable; readonly path: KeyPath };

function collectBody(body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[], spans: Spans): void {
  const pending: Pending[] = body.map((node) => ({ node, path: [] }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) pending.push(...collectNode(next, spans));
}

function collectNode({ node, path }: Pending, spans: Spans): Pending[] {
  switch (node.type) {
    case 'TOMLTable':
      collectKeys(node.key.keys, node.resolvedKey, spans);
      return node.body.map((child) => ({ node: child, path: node.resolvedKey }));
    case 'TOMLKeyValue': {
      const names = node.key.keys.map(nameOfKey);
      const here = [...path, ...names];
      collectKeys(node.key.keys, here, spans);
      spans.values.set(idOf(here), spanOf(node.value));
      return [{ node: node.value, path: here }];
    }
    case 'TOMLInlineTable':
      return node.body.map((child) => ({ node: child, path }));
    case 'TOMLArray':
      return node.elements.map((child, index) => {
        spans.values.set(idOf([...path, index]), spanOf(child));
        return { node: child, path: [...path, index] };
      });
    case 'TOMLValue':
      return [];
  }
}

/** The last parts of `path` are the names of `nodes`; indices of arrays of tables stand between them. */
function collectKeys(nodes: readonly (AST.TOMLBare | AST.TOMLQuoted)[], path: KeyPath, spans: Spans): void {
  let end = path.length;
  for (const node of nodes.toReversed()) {
    while (end > 0 && typeof path[end - 1] === 'number') {
      spans.keys.set(idOf(path.slice(0, end)), spanOf(node));
      end -= 1;
    }
    const id = idOf(path.slice(0, end));
    if (!spans.keys.has(id)) spans.keys.set(id, spanOf(node));
    end -= 1;
  }
}

function nameOfKey(node: AST.TOMLBare | AST.TOMLQuoted): string {
  return node.type === 'TOMLBare' ? node.name : node.value;
}

function lookUp(path: KeyPath, maps: readonly ReadonlyMap<string, Span>[]): Span | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const id = idOf(path.slice(0, length));
    const span = maps.map((spans) => spans.get(id)).find((found) => found !== undefined);
    if (span !== undefined) return span;
  }
  return undefined;
}

function idOf(path: KeyPath): string {
  return JSON.stringify(path);
}

function spanOf(node: { readonly range: readonly [number, number] }): Span {
  return { start: node.range[0], end: node.range[1] };
}

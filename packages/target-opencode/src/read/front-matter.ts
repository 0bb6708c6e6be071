import type { JsonObject, JsonValue, Place } from '@canonry/core';
import { isMap, isScalar, parseDocument, Scalar, visit, type Document } from 'yaml';

/** A Markdown file as OpenCode takes it apart. */
export interface FrontMatter {
  readonly data: JsonObject;
  /** As it stands in the file; OpenCode cuts the space at both ends off. */
  readonly body: string;
  /** Keys whose values were no YAML and are taken as text. */
  readonly rescued: readonly string[];
  readonly placeOf: (path: readonly string[]) => Place;
}

/** Reads the front matter as OpenCode does (gray-matter 4, js-yaml 3, and its own rescue); a text says why that fails. */
export function readFrontMatter(text: string): FrontMatter | string {
  const parts = takeApart(text);
  if (parts === undefined) return { data: new Map(), body: text, rescued: [], placeOf: () => ({ kind: 'file' }) };
  const { language, yaml, body, offset } = parts;
  if (language !== '' && language !== 'yaml') return `behind its first --- there stands ${language}`;
  const plain = readYaml(yaml);
  if (typeof plain !== 'string') return { ...plain, body, rescued: [], placeOf: placesIn(plain.document, offset) };
  const rescue = rescueLines(yaml);
  const rescued = rescue.keys.length === 0 ? plain : readYaml(rescue.yaml);
  if (typeof rescued === 'string') return plain;
  return { ...rescued, body, rescued: rescue.keys, placeOf: () => ({ kind: 'text', offset: 0, length: 3 }) };
}

/** gray-matter: the first line that begins with `---` ends it, whatever follows there; without one, all is front matter. */
function takeApart(text: string): { language: string; yaml: string; body: string; offset: number } | undefined {
  if (!text.startsWith('---') || text[3] === '-') return undefined;
  const firstLine = /^[^\r\n]*/.exec(text.slice(3))?.[0] ?? '';
  const offset = 3 + firstLine.length;
  const end = text.indexOf('\n---', offset);
  const language = firstLine.trim();
  if (end === -1) return { language, yaml: text.slice(offset), body: '', offset };
  // js-yaml 3 takes the carriage return that is left of the last line for a line end; a later reader takes it for text.
  const yaml = text.slice(offset, end).replace(/\r$/, '');
  return { language, yaml, body: text.slice(end + 4).replace(/^\r?\n?/, ''), offset };
}

/** OpenCode's second try: a value with a colon, in a line of its own key, becomes a block of text. */
function rescueLines(yaml: string): { yaml: string; keys: readonly string[] } {
  const keys: string[] = [];
  const lines = yaml.split(/\r?\n/).map((line) => {
    const [, key = '', rest = ''] = /^([a-zA-Z_][a-zA-Z0-9_]*)\s*:\s*(.*)$/.exec(line) ?? [];
    const value = rest.trim();
    if (key === '' || /^(?:[>|]?$|["'])/.test(value) || !value.includes(':')) return line;
    keys.push(key);
    return `${key}: |-\n  ${value}`;
  });
  return { yaml: lines.join('\n'), keys };
}

function readYaml(yaml: string): { data: JsonObject; document: Document.Parsed } | string {
  const document = parseDocument(yaml, { version: '1.2', merge: true, prettyErrors: false, logLevel: 'silent' });
  const [broken] = document.errors;
  if (broken !== undefined) return broken.message.replace(/ at line[^]*$/, '');
  const doubtful = findDoubtful(document);
  if (doubtful !== undefined) return `${doubtful} is a date or number for OpenCode; put it into quotes`;
  try {
    const data = toJson(document.toJS({ mapAsMap: true, maxAliasCount: 100 }) ?? new Map());
    return data instanceof Map ? { data, document } : 'it is no table of keys';
  } catch {
    return 'it grows too large by its aliases';
  }
}

/** js-yaml 3 takes some plain texts for dates, for base 60 or for numbers with underscores. */
function findDoubtful(document: Document.Parsed): string | undefined {
  let found: string | undefined;
  visit(document, {
    Scalar: (_, { type, source = '' }) => {
      if (
        type === Scalar.PLAIN &&
        /^(?:\d{4}-\d\d?-\d\d?|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.|$)|[-+]?0\d|[-+]?\d[\d_]*_)/.test(source)
      )
        found ??= source;
    },
  });
  return found;
}

function toJson(value: unknown): JsonValue {
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [String(key), toJson(item)]));
  if (Array.isArray(value)) return value.map(toJson);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function placesIn(document: Document.Parsed, offset: number): FrontMatter['placeOf'] {
  return (path) => {
    let node: unknown = document.contents;
    let range: readonly number[] = [1, 1];
    for (const part of path) {
      const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part) : undefined;
      if (pair === undefined) break;
      range = (isScalar(pair.key) ? pair.key.range : undefined) ?? range;
      node = pair.value;
    }
    const [start = 0, end = start] = range;
    return { kind: 'text', offset: offset + start, length: end - start };
  };
}

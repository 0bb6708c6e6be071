import * as z from 'zod';
import { findingOf, type Finding, type KeyPath } from './diagnostic.js';
import { nearest } from './did-you-mean.js';
import { isTomlDate } from './parse-toml.js';
import { showKey, showKeyPath, showTable } from './text/key-path.js';
import { joinWords, nameOfCharacter, quote, quoteList } from './text/quote.js';
import { findControlCharacter, nameLike } from './text-schema.js';
import { TOOLS } from './tools.js';

/** What a schema cannot know about the document it checks. */
export interface SchemaWords {
  readonly file: string;
  /** How messages name the document itself: `agent.toml`. */
  readonly document: string;
  readonly agent?: string;
  /** How the document writes a key with its value. Default `toml`. */
  readonly syntax?: 'toml' | 'yaml';
  /** A better explanation of a key that the table at `path` does not know. */
  readonly explainKey?: (path: KeyPath, key: string) => Finding | undefined;
  /** Values about which everything is said already: findings at or below these paths are left out. */
  readonly explained?: readonly KeyPath[];
}

/** Everything about the document that the schema does not allow, in words of ours. */
export function checkSchema(schema: z.ZodType, data: unknown, words: SchemaWords): readonly Finding[] {
  const result = schema.safeParse(data);
  if (result.success) return [];
  const explained = new Set(words.explained?.map((path) => JSON.stringify(path)));
  const isExplained = (path: KeyPath): boolean =>
    path.some((_, index) => explained.has(JSON.stringify(path.slice(0, index + 1))));
  const problems = result.error.issues.flatMap(problemsOf).filter(({ path }) => !isExplained(path));
  const misspelt = new Set(problems.map((problem) => JSON.stringify(meantPath(problem, schema))));
  return problems
    .filter(({ path }) => !(misspelt.has(JSON.stringify(path)) && valueAt(data, path) === undefined))
    .flatMap((problem) => explainProblem(problem, schema, data, words) ?? []);
}

/** The path that was meant by a misspelt key: it is not missing as well. */
function meantPath({ path, issue }: Problem, schema: z.ZodType): KeyPath | undefined {
  const table = path.slice(0, -1);
  const guess = issue.code === 'unrecognized_keys' ? nearest(String(path.at(-1)), keysAt(schema, table)) : undefined;
  return guess === undefined ? undefined : [...table, guess];
}

/** One thing wrong at one path. */
interface Problem {
  readonly path: KeyPath;
  readonly issue: z.core.$ZodIssue;
}

/** zod tells all unknown keys of a table at once. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code !== 'unrecognized_keys') return [{ path, issue }];
  return issue.keys.map((key) => ({ path: [...path, key], issue }));
}

function explainProblem(
  { path, issue }: Problem,
  schema: z.ZodType,
  data: unknown,
  words: SchemaWords,
): Finding | undefined {
  if (issue.code === 'unrecognized_keys') {
    const table = path.slice(0, -1);
    const key = String(path.at(-1));
    return words.explainKey?.(table, key) ?? explainUnknownKey(table, key, keysAt(schema, table), words);
  }
  const value = valueAt(data, path);
  return value === undefined ? explainMissing(path, words) : explainValue(issue, path, value, words);
}

function explainUnknownKey(path: KeyPath, key: string, known: readonly string[], words: SchemaWords): Finding {
  const place = { kind: 'key', path: [...path, key] } as const;
  const guess = nearest(key, known);
  const parameters = {
    key: showKey(key),
    table: showTable(path, words.document),
    known: joinWords(known.map(showKey)),
  };
  return findingOf('unknown-key', { ...words, place }, parameters, guess && `did you mean ${showKey(guess)}?`);
}

const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ['name', '"my-name"'],
  ['description', '"What it does, and when to choose it"'],
  ['intent', '"ask"'],
  ['reason', '"why this is acceptable"'],
]);

function assign(key: string, value: string, { syntax }: SchemaWords): string {
  return syntax === 'yaml' ? `${key}: ${value}` : `${key} = ${value}`;
}

function explainMissing(path: KeyPath, words: SchemaWords): Finding {
  const table = path.slice(0, -1);
  const key = String(path.at(-1));
  const line = assign(key, EXAMPLES.get(key) ?? '"…"', words);
  const parameters = { key, table: showTable(table, words.document), line };
  return findingOf('missing-key', { ...words, place: { kind: 'key', path: table } }, parameters);
}

/** What a type is called, and a value of it; a table has none. */
const EXPECTED: ReadonlyMap<string, { readonly words: string; readonly value?: string }> = new Map([
  ['string', { words: 'text', value: '"…"' }],
  ['int', { words: 'a whole number', value: '10' }],
  ['boolean', { words: 'true or false', value: 'true' }],
  ['array', { words: 'an array', value: '["…"]' }],
  ['object', { words: 'a table' }],
  ['record', { words: 'a table' }],
]);

function explainType(expected: string, path: KeyPath, value: unknown, words: SchemaWords): Finding {
  const type = EXPECTED.get(expected);
  const last = path.at(-1);
  const key = showKeyPath(path);
  const example = type?.value ?? `the header [${key}] on a line of its own`;
  const parameters = {
    key,
    expected: type?.words ?? expected,
    actual: describe(value),
    example: typeof last === 'string' && type?.value !== undefined ? assign(showKey(last), example, words) : example,
  };
  return findingOf('wrong-type', { ...words, place: { kind: 'value', path } }, parameters);
}

function explainValue(issue: z.core.$ZodIssue, path: KeyPath, value: unknown, words: SchemaWords): Finding | undefined {
  const where = { ...words, place: { kind: 'value', path } } as const;
  const key = showKeyPath(path);
  switch (issue.code) {
    case 'invalid_type':
      return explainType(issue.expected, path, value, words);
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const guess = typeof value === 'string' ? nearest(value, allowed) : undefined;
      const parameters = { key, value: describe(value), allowed: quoteList(allowed) };
      return findingOf('unknown-value', where, parameters, guess && `did you mean ${quote(guess)}?`);
    }
    case 'too_small':
      if (issue.origin === 'array') return findingOf('empty-text', where, { key });
      return findingOf('out-of-range', where, { key, value: String(value), range: `${String(issue.minimum)} or more` });
    case 'too_big':
      if (typeof value === 'string' && issue.message === 'invalid-name')
        return explainCoded(issue.message, where, key, value);
      return findingOf('text-too-long', where, {
        key,
        length: String(String(value).length),
        limit: String(issue.maximum),
      });
    default:
      return explainCoded(issue.message, where, key, String(value));
  }
}

/** Schemas of ours give the name of a code for what is more than a type. */
function explainCoded(code: string, where: SchemaWords, key: string, value: string): Finding | undefined {
  switch (code) {
    case 'empty-text':
      return findingOf('empty-text', where, { key });
    case 'control-character':
      return findingOf('control-character', where, {
        key,
        character: nameOfCharacter(findControlCharacter(value) ?? ''),
      });
    case 'invalid-name': {
      const guess = nameLike(value);
      return findingOf('invalid-name', where, { value: quote(value) }, guess && `did you mean ${quote(guess)}?`);
    }
    case 'reserved-name':
      return findingOf('reserved-name', where, { value: quote(value) });
    case 'unknown-tool':
      return findingOf('unknown-tool', where, { tool: quote(value), known: joinWords(TOOLS).replace(' and ', ', ') });
    case 'invalid-model':
      return findingOf('invalid-model', where, { value: quote(value) });
    default:
      // What the caller explains itself, with more knowledge than a schema has.
      return undefined;
  }
}

/** A value as a message names it. */
function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'an array';
  return isTomlDate(value) ? 'a date or time' : 'a table';
}

function valueAt(data: unknown, path: KeyPath): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

/** The keys that a schema knows for the table at a path. */
function keysAt(schema: z.ZodType, path: KeyPath): readonly string[] {
  let here: unknown = schema;
  for (const part of path) {
    here = unwrap(here);
    if (here instanceof z.ZodObject) here = here.shape[String(part)] ?? here.def.catchall;
    else if (here instanceof z.ZodArray) here = here.element;
    else if (here instanceof z.ZodRecord) here = here.valueType;
  }
  here = unwrap(here);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}

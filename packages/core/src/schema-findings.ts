import * as z from 'zod';
import { findingOf, type Finding, type KeyPath, type Place } from './diagnostic.js';
import { meantWord, nearest } from './did-you-mean.js';
import { assign, describe, exampleOf, nameOfType, type Syntax } from './schema-words.js';
import { showKey, showKeyPath, showTable } from './text/key-path.js';
import { joinWords, nameOfCharacter, quote, quoteList } from './text/quote.js';
import { findControlCharacter, nameLike, whyNotAName } from './text-schema.js';

/** What a schema cannot know about the document it checks. */
export interface SchemaWords {
  readonly file: string;
  /** How messages name the document itself: `agent.toml`. */
  readonly document: string;
  readonly agent?: string;
  /** Default `toml`. */
  readonly syntax?: Syntax;
  /** The name that fits the place of the document. */
  readonly name?: string;
  /** A better explanation of a key that the table at `path` does not know. */
  readonly explainKey?: (path: KeyPath, key: string, value: unknown) => Finding | undefined;
  /** The key of the table that an unknown one with this value means, where that is more than a typo. */
  readonly meantKey?: (path: KeyPath, key: string, value: unknown) => string | undefined;
  /** Keys and values about which everything is said already: findings at or below these paths are left out. */
  readonly explained?: readonly KeyPath[];
  /** Values about which everything is said already; their keys may still be wrong. */
  readonly explainedValues?: readonly KeyPath[];
  /** Keys of the document that stand in a wrong table, and so are not missing. */
  readonly misplaced?: readonly string[];
  /** A value as it is written, where that is known to be more than its meaning. */
  readonly sourceOf?: (path: KeyPath) => string | undefined;
}

/** Everything about the document that the schema does not allow, in words of ours. */
export function checkSchema(schema: z.ZodType, data: unknown, words: SchemaWords): readonly Finding[] {
  const result = schema.safeParse(data);
  if (result.success) return [];
  const isExplained = pathMatcher(words.explained ?? []);
  const isExplainedValue = pathMatcher(words.explainedValues ?? []);
  const problems = result.error.issues
    .flatMap(problemsOf)
    .filter((problem) => !isExplained(problem.path) && (isUnknownKey(problem) || !isExplainedValue(problem.path)));
  const missing = problems.filter((problem) => !isUnknownKey(problem) && valueAt(data, problem.path) === undefined);
  const missed = new Set(missing);
  const findings = problems
    .filter((problem) => !missed.has(problem))
    .flatMap((problem) => explainProblem(problem, schema, data, words) ?? []);

  const meant = problems.flatMap((problem) => meantPath(problem, schema, data, words) ?? []);
  const moved = findings.flatMap(({ code, place }) =>
    code === 'misplaced-key' && 'path' in place ? place.path.slice(-1) : [],
  );
  const standsElsewhere = pathMatcher([...meant, ...[...moved, ...(words.misplaced ?? [])].map((key) => [key])]);
  return [
    ...findings,
    ...missing.filter(({ path }) => !standsElsewhere(path)).map(({ path }) => explainMissing(path, words)),
  ];
}

/** One thing wrong at one path. */
interface Problem {
  readonly path: KeyPath;
  readonly issue: z.core.$ZodIssue;
}

/** zod tells all unknown keys of a table at once, and of a union what is wrong with each of its types. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], issue }));
  if (issue.code !== 'invalid_union') return [{ path, issue }];
  const meant = issue.errors.find(areOfRightType) ?? issue.errors[0] ?? [];
  return meant.flatMap((inner) => problemsOf({ ...inner, path: [...path, ...inner.path] }));
}

function areOfRightType(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.every(({ code, path }) => code !== 'invalid_type' || path.length > 0);
}

function isUnknownKey({ issue }: Problem): boolean {
  return issue.code === 'unrecognized_keys';
}

/** Tells whether one of the paths is a path or above it. */
function pathMatcher(paths: readonly KeyPath[]): (path: KeyPath) => boolean {
  const known = new Set(paths.map((path) => JSON.stringify(path)));
  return (path) => path.some((_, index) => known.has(JSON.stringify(path.slice(0, index + 1))));
}

/** The path that was meant by a misspelt key: it is not missing as well. */
function meantPath(
  problem: Problem,
  schema: z.ZodType,
  data: unknown,
  { meantKey }: SchemaWords,
): KeyPath[] | undefined {
  if (!isUnknownKey(problem)) return undefined;
  const table = problem.path.slice(0, -1);
  const key = String(problem.path.at(-1));
  const guess = meantKey?.(table, key, valueAt(data, problem.path)) ?? nearest(key, keysAt(schema, table));
  return guess === undefined ? undefined : [[...table, guess]];
}

function explainProblem(
  { path, issue }: Problem,
  schema: z.ZodType,
  data: unknown,
  words: SchemaWords,
): Finding | undefined {
  if (issue.code !== 'unrecognized_keys') return explainValue(issue, path, valueAt(data, path), words);
  const table = path.slice(0, -1);
  const key = String(path.at(-1));
  return (
    words.explainKey?.(table, key, valueAt(data, path)) ?? explainUnknownKey(table, key, keysAt(schema, table), words)
  );
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

function exampleAt(path: KeyPath, { name }: SchemaWords): string | undefined {
  const isOwnName = path.length === 1 && path[0] === 'name' && name !== undefined;
  return isOwnName ? quote(name) : EXAMPLES.get(String(path.at(-1)));
}

function explainMissing(path: KeyPath, words: SchemaWords): Finding {
  const table = path.slice(0, -1);
  const key = String(path.at(-1));
  const line = assign(key, exampleAt(path, words) ?? '"…"', words.syntax ?? 'toml');
  const parameters = { key, table: showTable(table, words.document), line };
  return findingOf('missing-key', { ...words, place: { kind: 'key', path: table } }, parameters);
}

function explainType(expected: string, path: KeyPath, value: unknown, words: SchemaWords): Finding {
  const syntax = words.syntax ?? 'toml';
  const source = words.sourceOf?.(path);
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  const parameters = {
    key: path.length === 0 ? words.document : showKeyPath(path),
    expected: nameOfType(expected, syntax),
    actual: isScalar && source !== undefined ? source : describe(value, syntax),
    example: exampleOf(expected, path, isScalar ? (source ?? value) : value, syntax, exampleFor(path, value, words)),
  };
  return findingOf('wrong-type', { ...words, place: { kind: 'value', path } }, parameters);
}

/** An example for a value that is of no use as text. */
function exampleFor(path: KeyPath, value: unknown, words: SchemaWords): string | undefined {
  return typeof value === 'string' || Array.isArray(value) ? undefined : exampleAt(path, words);
}

function explainValue(issue: z.core.$ZodIssue, path: KeyPath, value: unknown, words: SchemaWords): Finding | undefined {
  const where = { ...words, place: { kind: 'value', path } } as const;
  const key = showKeyPath(path);
  switch (issue.code) {
    case 'invalid_type':
      return explainType(issue.expected, path, value, words);
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const guess = typeof value === 'string' ? meantWord(value, allowed) : undefined;
      const parameters = { key, value: describe(value, words.syntax ?? 'toml'), allowed: quoteList(allowed) };
      return findingOf('unknown-value', where, parameters, guess && `did you mean ${quote(guess)}?`);
    }
    case 'too_small':
      if (issue.origin === 'array')
        return findingOf('empty-text', where, { key }, 'write at least one entry, or remove the key');
      return findingOf('out-of-range', where, { key, value: String(value), range: `${String(issue.minimum)} or more` });
    case 'invalid_key': {
      const name = String(path.at(-1));
      const place = { kind: 'key', path } as const;
      return explainCoded(issue.issues[0]?.message ?? 'invalid-name', { ...words, place }, key, name);
    }
    case 'too_big':
      if (typeof value === 'number')
        return findingOf('out-of-range', where, {
          key,
          value: String(value),
          range: `${String(issue.maximum)} or less`,
        });
      if (typeof value !== 'string' || issue.message === 'invalid-name')
        return explainCoded(issue.message, where, key, describe(value, words.syntax ?? 'toml'));
      return findingOf('text-too-long', where, { key, length: String(value.length), limit: String(issue.maximum) });
    default:
      return explainCoded(issue.message, where, key, typeof value === 'string' ? value : describe(value, 'toml'));
  }
}

/** Schemas of ours give the name of a code for what is more than a type. */
function explainCoded(
  code: string,
  where: SchemaWords & { readonly place: Place },
  key: string,
  value: string,
): Finding | undefined {
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
      return findingOf(
        'invalid-name',
        where,
        { value: quote(value), reason: whyNotAName(value) },
        guess && `did you mean ${quote(guess)}?`,
      );
    }
    case 'reserved-name':
      return findingOf('reserved-name', where, { value: quote(value) });
    case 'invalid-model':
      return findingOf('invalid-model', where, { value: quote(value) });
    default:
      // What the caller explains itself, with more knowledge than a schema has.
      return undefined;
  }
}

export function valueAt(data: unknown, path: KeyPath): unknown {
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
    if (here instanceof z.ZodObject) here = ownProperty(here.shape, String(part)) ?? here.def.catchall;
    else if (here instanceof z.ZodArray) here = here.element;
    else if (here instanceof z.ZodRecord) here = here.valueType;
  }
  here = unwrap(here);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function ownProperty(shape: object, key: string): unknown {
  return Object.hasOwn(shape, key) ? Reflect.get(shape, key) : undefined;
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}

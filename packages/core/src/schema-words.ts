import { ACTIONS, type Action } from './agent.js';
import type { KeyPath } from './diagnostic.js';
import { meantWord } from './did-you-mean.js';
import { isTable, kindOfTomlDate } from './parse-toml.js';
import { showKey, showKeyPath } from './text/key-path.js';
import { quote, quoteWhole } from './text/quote.js';

/** The syntax of a document, which decides what its parts are called. */
export type Syntax = 'toml' | 'yaml';

/** A key with its value, as the document writes it. */
export function assign(key: string, value: string, syntax: Syntax): string {
  return syntax === 'yaml' ? `${key}: ${value}` : `${showKey(key)} = ${value}`;
}

/** A value as a message names it. */
export function describe(value: unknown, syntax: Syntax): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return syntax === 'yaml' ? 'a list' : 'an array';
  return kindOfTomlDate(value) ?? (syntax === 'yaml' ? 'a mapping' : 'a table');
}

/** What a type of a schema is called. */
export function nameOfType(type: string, syntax: Syntax): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'int':
    case 'number':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return syntax === 'yaml' ? 'a list' : 'an array';
    case 'object':
    case 'record':
      return syntax === 'yaml' ? 'a mapping' : 'a table';
    default:
      return type;
  }
}

/** What to write at a path where a value of another type stands: `example`, or that value if it can be turned into the type. */
export function exampleOf(type: string, path: KeyPath, value: unknown, syntax: Syntax, example?: string): string {
  if (type === 'object' || type === 'record') return exampleOfTable(path, value, syntax);
  if (type === 'array' && path.length === 1 && path[0] === 'accept') return 'the header [[accept]]';
  const key = path.at(-1);
  const text = example ?? EXAMPLES.get(String(path[0])) ?? convert(type, value);
  return typeof key === 'string' ? assign(key, text, syntax) : convert(type, value);
}

/** What a text below a table looks like, whatever its key. */
const EXAMPLES: ReadonlyMap<string, string> = new Map([['models', '"provider/model"']]);

function convert(type: string, value: unknown): string {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  switch (type) {
    case 'string':
      if (rulesOf(value).length > 0) return rulesOf(value)[0] ?? '';
      if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'))
        return quote(value.join(' '));
      return isPlain && typeof value !== 'boolean' ? quote(String(value)) : '"…"';
    case 'array':
      if (rulesOf(value).length > 0) return `[${rulesOf(value).join(', ')}]`;
      return isPlain ? `[${quote(String(value))}]` : '["…"]';
    case 'int':
    case 'number':
      return /^[1-9]\d{0,8}$/.test(String(value)) ? String(value) : '10';
    default:
      return value === 'false' || value === 'no' || value === 0 ? 'false' : 'true';
  }
}

/** The rules that a table in place of them says: `{ "git *" = "ask" }`, or `{ pattern = "git *", action = "ask" }`. */
function rulesOf(value: unknown): readonly string[] {
  if (!isTable(value)) return [];
  const { pattern, action } = value;
  if (typeof pattern === 'string' && isAction(action)) return [quoteWhole(`${pattern}:${action}`)];
  const entries = Object.entries(value);
  const rules = entries.flatMap(([key, word]) => (isAction(word) ? [quoteWhole(`${key}:${word}`)] : []));
  return rules.length === entries.length ? rules : [];
}

function isAction(value: unknown): value is Action {
  return ACTIONS.some((action) => action === value);
}

/** What stands below a header that people may not know by heart. */
const TABLES: ReadonlyMap<string, string> = new Map([
  ['targets', '[targets.NAME]'],
  ['models', '[models], and AGENT = "provider/model" below it'],
]);

function exampleOfTable(path: KeyPath, value: unknown, syntax: Syntax): string {
  const [first] = path;
  if (first === 'permissions' && path.length <= 2 && syntax === 'toml') {
    const header = path.length === 1 ? 'permissions.TOOL' : showKeyPath(path);
    return `[${header}], and intent = ${quote(actionLike(value))} below it`;
  }
  if (syntax === 'yaml')
    return path.length === 0
      ? 'keys such as name and description, each on a line of its own'
      : `${showKeyPath(path)}: and below it KEY: VALUE on indented lines`;
  // An agent may have the name of a target: the common table of models has no place for it.
  if (first === 'models' && path.length === 2) {
    const name = showKey(String(path[1]));
    return `[models.${name}] for the target; an agent called ${name} has its model below another [models.TARGET]`;
  }
  if (path.length === 1) return TABLES.get(String(first)) ?? `the header [${showKeyPath(path)}]`;
  return typeof path.at(-1) === 'number'
    ? `the header [[${showKeyPath(path.slice(0, -1))}]]`
    : `[${showKeyPath(path)}]`;
}

/** The action that a value says, where it stands in place of a table. */
function actionLike(value: unknown): Action {
  const word = typeof value === 'string' ? value : '';
  return ACTIONS.find((action) => action === (meantWord(word, ACTIONS) ?? word)) ?? 'ask';
}

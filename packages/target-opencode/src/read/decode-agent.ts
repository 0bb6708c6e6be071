import { compactJson, findingOf, quote, type Finding, type JsonObject, type JsonValue } from '@canonry/core';
import { isAction } from './harness-rule.js';
import { inJsOrder, isObject } from './js-object.js';
import type { SourceFile } from '@canonry/core/reading';

/** The fields of an agent as OpenCode takes them from one file: `tools` has become part of `permission`. */
export interface DecodedAgent {
  readonly config: JsonObject;
  readonly findings: readonly Finding[];
}

/** Reads an agent that stands at a path of a file. What OpenCode would refuse is an error here too. */
export function decodeAgent(
  value: JsonObject,
  source: SourceFile,
  path: readonly string[],
  agent: string,
): DecodedAgent {
  const where = (
    ...keys: readonly string[]
  ): { file: string; place: ReturnType<SourceFile['placeOf']>; agent: string } => ({
    file: source.file,
    place: source.placeOf([...path, ...keys]),
    agent,
  });
  const findings: Finding[] = [];
  for (const [key, item] of value) {
    const expected = FIELDS.get(key);
    if (expected !== undefined && !expected.accepts(item)) findings.push(refuse(key, item, expected.says, where(key)));
    if (expected === undefined && !ELSEWHERE.has(key)) findings.push(explainUnknown(key, where(key)));
  }
  const permission = value.get('permission');
  if (permission !== undefined) findings.push(...checkPermission(permission, (keys) => where('permission', ...keys)));
  const merged = new Map([...permissionOfTools(value.get('tools')), ...normalisePermission(permission)]);
  const rest = [...value].filter(([key]) => key !== 'tools' && key !== 'permission');
  return { config: new Map<string, JsonValue>([...rest, ['permission', merged]]), findings };
}

/** `"ask"` stands for `{ "*": "ask" }`. */
export function normalisePermission(permission: JsonValue | undefined): JsonObject {
  if (isObject(permission)) return permission;
  return new Map(isAction(permission) ? [['*', permission]] : []);
}

/** The old way of saying it: `{ "bash": false }`. */
export function permissionOfTools(tools: JsonValue | undefined): JsonObject {
  const permission = new Map<string, JsonValue>();
  for (const [tool, isEnabled] of isObject(tools) ? inJsOrder(tools) : [])
    permission.set(WRITERS.has(tool) ? 'edit' : tool, isEnabled === true ? 'allow' : 'deny');
  return permission;
}

/** What is wrong with a `permission`; `whereOf` gets the keys below it. */
export function checkPermission(
  permission: JsonValue,
  whereOf: (keys: readonly string[]) => { readonly file: string },
): readonly Finding[] {
  if (isAction(permission)) return [];
  if (!isObject(permission)) return [refuse('permission', permission, 'an action or an object', whereOf([]))];
  return [...permission].flatMap(([key, value]): readonly Finding[] => {
    if (isAction(value)) return [];
    const path = `permission.${key}`;
    if (FLAT.has(key) || !isObject(value)) {
      const expected = FLAT.has(key) ? ACTIONS : `${ACTIONS}, or an object with patterns`;
      return [refuse(path, value, expected, whereOf([key]))];
    }
    return [...value]
      .filter(([, action]) => !isAction(action))
      .map(([pattern, action]) => refuse(`${path}.${quote(pattern)}`, action, ACTIONS, whereOf([key, pattern])));
  });
}

export function isTools(value: JsonValue): boolean {
  return isObject(value) && [...value.values()].every((item) => typeof item === 'boolean');
}

const ACTIONS = '"allow", "ask" or "deny"';
const WRITERS: ReadonlySet<string> = new Set(['write', 'edit', 'patch']);
/** Tools for which OpenCode takes no patterns. */
const FLAT: ReadonlySet<string> = new Set(['todowrite', 'question', 'webfetch', 'websearch', 'doom_loop']);

interface Field {
  readonly accepts: (value: JsonValue) => boolean;
  readonly says: string;
}

const text: Field = { accepts: (value) => typeof value === 'string', says: 'a text' };
const number: Field = { accepts: (value) => typeof value === 'number' && Number.isFinite(value), says: 'a number' };
const truth: Field = { accepts: (value) => typeof value === 'boolean', says: 'true or false' };
const count: Field = {
  accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0,
  says: 'a whole number above 0',
};

const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['name', text],
  ['model', text],
  ['variant', text],
  ['prompt', text],
  ['description', text],
  ['color', text],
  ['temperature', number],
  ['top_p', number],
  ['mode', { accepts: (value) => MODES.has(value), says: '"primary", "subagent" or "all"' }],
  ['hidden', truth],
  ['disable', truth],
  ['steps', count],
  ['maxSteps', count],
  ['options', { accepts: isObject, says: 'an object' }],
  ['tools', { accepts: isTools, says: 'an object with true and false' }],
]);

const MODES: ReadonlySet<JsonValue> = new Set<JsonValue>(['primary', 'subagent', 'all']);

/** Checked by itself. */
const ELSEWHERE: ReadonlySet<string> = new Set(['permission']);

function refuse(key: string, value: JsonValue, expected: string, where: { readonly file: string }): Finding {
  return findingOf('import-invalid-value', where, {
    key,
    value: show(value),
    expected,
    harness: 'OpenCode',
    consequence: 'refuses its whole configuration',
  });
}

function show(value: JsonValue): string {
  if (typeof value === 'string') return quote(value);
  if (isObject(value)) return 'an object';
  return Array.isArray(value) ? 'an array' : compactJson(value);
}

function explainUnknown(key: string, where: { readonly file: string }): Finding {
  const consequence = 'hands it to the provider of the model';
  return findingOf('import-unknown-key', where, { key: quote(key), harness: 'OpenCode', consequence });
}

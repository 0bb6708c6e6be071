import type { JsonObject, JsonValue } from '@canonry/core';

/** The members as a JavaScript program goes through them: keys that are array indices first, by number. */
export function inJsOrder<Value>(members: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  const entries = [...members];
  const indices = entries.filter(([key]) => isIndex(key)).toSorted(([a], [b]) => Number(a) - Number(b));
  return [...indices, ...entries.filter(([key]) => !isIndex(key))];
}

/** As OpenCode merges configurations: an overridden key keeps its place. */
export function mergeDeep(base: JsonObject, override: JsonObject): JsonObject {
  const merged = new Map(base);
  for (const [key, value] of override) {
    const below = merged.get(key);
    merged.set(key, isObject(below) && isObject(value) ? mergeDeep(below, value) : value);
  }
  return merged;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

export function textAt(object: JsonObject, key: string): string | undefined {
  const value = object.get(key);
  return typeof value === 'string' ? value : undefined;
}

/** True if a text in it holds half of a character, which no file can hold. */
export function holdsHalfCharacter(value: JsonValue): boolean {
  if (typeof value === 'string') return /\p{Cs}/u.test(value);
  if (isObject(value)) return [...value].some(([key, item]) => holdsHalfCharacter(key) || holdsHalfCharacter(item));
  return Array.isArray(value) && value.some(holdsHalfCharacter);
}

/** `{ [key]: value }`, or nothing if there is no value. */
export function member(key: string, value: JsonValue | undefined): JsonObject {
  return new Map(value === undefined ? [] : [[key, value]]);
}

function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}

import { compactJson, quote, type JsonValue } from '@canonry/core';
import { isObject } from '../read/js-object.js';

/** The first difference between two documents, their order included; `undefined` if there is none. */
export function firstDifference(old: JsonValue, now: JsonValue, path = ''): string | undefined {
  if (!isObject(old) || !isObject(now))
    return compactJson(old) === compactJson(now)
      ? undefined
      : `${path} was ${shorten(compactJson(old))} and is ${shorten(compactJson(now))}`;
  const [before, after] = [[...old.keys()], [...now.keys()]];
  const index = before.findIndex((key, at) => after[at] !== key);
  const where = path === '' ? 'the document' : path;
  if (index !== -1) return `${where} has ${name(after[index])} where ${name(before[index])} was`;
  if (after.length > before.length) return `${where} also has ${name(after[before.length])}`;
  for (const [key, value] of old) {
    const difference = firstDifference(value, now.get(key) ?? null, path === '' ? quote(key) : `${path}.${quote(key)}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function name(key: string | undefined): string {
  return key === undefined ? 'nothing' : quote(key);
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** JSON as data. Objects are Maps, because plain objects move keys like `10` to the front, and order can mean something. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export type JsonObject = ReadonlyMap<string, JsonValue>;

/** How a document is laid out. */
export interface JsonLayout {
  /** One level of indentation: spaces or a tab. */
  readonly unit: string;
  readonly lineEnd: string;
}

/** On one line, without spaces: equal texts are equal values. */
export function compactJson(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(compactJson).join(',')}]`;
  if (isJsonObject(value))
    return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${compactJson(item)}`).join(',')}}`;
  return JSON.stringify(value);
}

/** One item a line, as `JSON.stringify` does it; `indent` is that of the line on which the value begins. */
export function prettyJson(value: JsonValue, layout: JsonLayout, indent = ''): string {
  const inner = indent + layout.unit;
  const lines = (items: readonly string[]): string => items.map((item) => `${layout.lineEnd}${inner}${item}`).join(',');
  if (isJsonArray(value) && value.length > 0)
    return `[${lines(value.map((item) => prettyJson(item, layout, inner)))}${layout.lineEnd}${indent}]`;
  if (isJsonObject(value) && value.size > 0) {
    const members = [...value].map(([key, item]) => `${JSON.stringify(key)}: ${prettyJson(item, layout, inner)}`);
    return `{${lines(members)}${layout.lineEnd}${indent}}`;
  }
  return compactJson(value);
}

function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

function isJsonArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}

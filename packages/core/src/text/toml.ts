/** Text as a TOML 1.0 basic string, on one line. */
export function tomlString(text: string): string {
  return `"${text.replaceAll(/["\\\u0000-\u001F\u007F]/g, escapeCharacter)}"`;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

function escapeCharacter(character: string): string {
  return SHORT.get(character) ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A key, bare where TOML allows it. */
export function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : tomlString(key);
}

/** An array on one line, or one item a line where that would be long. */
export function tomlArray(items: readonly string[]): string {
  const strings = items.map(tomlString);
  const line = `[${strings.join(', ')}]`;
  if (items.length < 2 && line.length <= 100) return line;
  return line.length <= 80 ? line : `[\n${strings.map((item) => `  ${item},\n`).join('')}]`;
}

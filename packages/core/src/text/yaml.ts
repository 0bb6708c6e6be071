/** YAML as data. Mappings are Maps, because order can mean something. */
export type YamlValue = string | number | YamlMap;
export type YamlMap = ReadonlyMap<string, YamlValue>;

/**
 * A mapping as lines of block YAML that every reader understands alike: YAML 1.1 and 1.2, strict and lenient. Every text is
 * in double quotes, on one line, with everything that is not plainly visible escaped, so none is taken for anything else.
 */
export function yamlLines(map: YamlMap, indent = ''): string {
  return [...map].map(([key, value]) => `${indent}${entry(yamlString(key), value, indent)}\n`).join('');
}

/** A key that stands before its colon may have 1024 characters; a longer one is said to be a key. */
const LONGEST_KEY = 1000;

function entry(key: string, value: YamlValue, indent: string): string {
  const text = valueText(value, indent);
  return key.length > LONGEST_KEY ? `? ${key}\n${indent}:${text}` : `${bareKey(key)}:${text}`;
}

function valueText(value: YamlValue, indent: string): string {
  if (typeof value === 'number') return ` ${value}`;
  if (typeof value === 'string') return ` ${yamlString(value)}`;
  return value.size === 0 ? ' {}' : `\n${yamlLines(value, `${indent}  `).slice(0, -1)}`;
}

/** Words that some readers take for a truth value or for nothing. */
const READ_AS_VALUE = /^"(?:y|n|yes|no|on|off|true|false|null)"$/;

/** Without its quotes where it is a plain word to every reader. */
function bareKey(key: string): string {
  return /^"[a-z][A-Za-z_]*"$/.test(key) && !READ_AS_VALUE.test(key) ? key.slice(1, -1) : key;
}

/** A text in double quotes. */
export function yamlString(text: string): string {
  return `"${text.replaceAll(/["\\]|[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter)}"`;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

function escapeCharacter(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  const long = digits.length > 4 ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
  return SHORT.get(character) ?? long;
}

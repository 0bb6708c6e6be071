import { oneLine } from './one-line.js';

/** A field of a line of sysusers.d or tmpfiles.d: between quotes a backslash escapes, and a `%` is a specifier everywhere. */
export function configField(text: string): string {
  const field = oneLine(text).replaceAll('%', '%%');
  if (/^[\w./@%+~:-]+$/.test(field) && field !== '-') return field;
  return `"${field.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The comment of an account, in a file whose fields end at colons. */
export function accountComment(text: string): string {
  if (text.includes(':')) throw new Error(`a colon in the comment of an account: ${JSON.stringify(text)}`);
  return configField(text);
}

/** A path in logrotate's configuration, where a star or a brace would be a pattern. */
export function logrotatePath(path: string): string {
  if (!/^\/[\w./-]+$/.test(path)) throw new Error(`no plain path: ${JSON.stringify(path)}`);
  return `"${path}"`;
}

/** A string of Alloy's configuration, which escapes as JSON does. */
export function alloyString(text: string): string {
  return JSON.stringify(oneLine(text));
}

import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { findingOf, type Finding, type KeyPath } from './diagnostic.js';
import { findHiddenCharacters } from './hidden-characters.js';
import { LIMITS } from './limits.js';
import { adviseOnToml } from './toml-advice.js';
import { nameOfCharacter } from './text/quote.js';
import { showKeyPath } from './text/key-path.js';

export type { TomlTable, TomlValue };

/** A document, or why there is none. Findings about values come with the document. */
export interface ParsedToml {
  readonly table?: TomlTable;
  readonly findings: readonly Finding[];
  /** Numbers with a point or an exponent whose value is whole: floats for every reader but JavaScript. */
  readonly wholeFloats?: readonly KeyPath[];
}

/** Reads TOML and refuses what Nix's TOML 1.0 reader cannot take: dates, `inf`, `nan` and NUL characters. */
export function parseToml(text: string, file: string): ParsedToml {
  const mark = { file, place: { kind: 'text', offset: 0, length: 1 } } as const;
  const remarks = text.startsWith('\uFEFF') ? [findingOf('byte-order-mark', mark, {})] : [];
  const parsed = findLongLine(text, file) ?? parseLines(text, file);
  return { ...parsed, findings: [...remarks, ...parsed.findings, ...findHiddenCharacters(text, { file })] };
}

/** True for tables, inline or not. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof TomlDate);
}

/** The texts of an array, with their indices, leaving out what is no text. */
export function textsAt(table: TomlTable, key: string): readonly { readonly text: string; readonly index: number }[] {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  if (!Array.isArray(value)) return [];
  return value.flatMap((text, index) => (typeof text === 'string' ? [{ text, index }] : []));
}

/** What kind of date or time it is, if it is one. */
export function kindOfTomlDate(value: unknown): string | undefined {
  if (!(value instanceof TomlDate)) return undefined;
  if (value.isTime()) return 'time';
  return value.isDate() ? 'date' : 'date and time';
}

/** One line of a megabyte is refused by itself: everything after this may look at a whole line at once. */
function findLongLine(text: string, file: string): ParsedToml | undefined {
  let start = 0;
  while (text.length - start > LIMITS.tomlText) {
    const end = text.indexOf('\n', start);
    const length = (end === -1 ? text.length : end) - start;
    if (length > LIMITS.tomlText) {
      const reason = `the line has ${length} characters; the limit is ${LIMITS.tomlText}`;
      return { findings: [tooComplex(file, start, reason)] };
    }
    start = end + 1;
  }
  return undefined;
}

function parseLines(text: string, file: string): ParsedToml {
  try {
    return checkValues(parse(text, { maxDepth: LIMITS.depth, integersAsBigInt: true }), file);
  } catch (error) {
    if (error instanceof TomlError) return { findings: [explainFailure(error, text, file)] };
    // A bug of the parser: the other files are read all the same.
    return { findings: [findingOf('toml-syntax', { file }, { reason: 'the parser cannot read it' })] };
  }
}

function explainFailure(error: TomlError, text: string, file: string): Finding {
  const complaint = /^(?:Invalid TOML document: )?([^\n]*)/.exec(error.message)?.[1] ?? '';
  const offset = offsetOf(text, error.line, error.column);
  if (complaint.includes('excessively nested')) return tooComplex(file, offset, TOO_DEEP);
  const word = wordAt(text, offset);
  const { reason, hint } = adviseOnToml(complaint, text, offset, word);
  const place = { kind: 'text', offset, length: Math.max(1, word.length) } as const;
  return findingOf('toml-syntax', { file, place }, { reason }, hint);
}

function wordAt(text: string, offset: number): string {
  const word = /[\w.-]{0,100}/y;
  word.lastIndex = offset;
  return word.exec(text)?.[0] ?? '';
}

const TOO_DEEP = `tables and arrays are nested deeper than ${LIMITS.depth} levels`;

function tooComplex(file: string, offset: number, reason: string): Finding {
  return findingOf('too-complex', { file, place: { kind: 'text', offset, length: 1 } }, { reason });
}

function checkValues(table: TomlTable, file: string): ParsedToml {
  const findings: Finding[] = [];
  const wholeFloats: KeyPath[] = [];
  const pending: { value: TomlValue; path: KeyPath }[] = [{ value: table, path: [] }];
  // A stack, not recursion: the nesting of the document must not become ours.
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next;
    if (path.length > LIMITS.depth) {
      const where = { file, place: { kind: 'key', path: path.slice(0, 1) } } as const;
      return { findings: [findingOf('too-complex', where, { reason: TOO_DEEP })] };
    }
    if (typeof value === 'string' && value.length > LIMITS.tomlText) {
      const reason = `${showKeyPath(path)} has ${value.length} characters; the limit is ${LIMITS.tomlText}`;
      return { findings: [findingOf('too-complex', { file, place: { kind: 'value', path } }, { reason })] };
    }
    const finding = explainUnreadable(value, path, file);
    if (finding !== undefined) findings.push(finding);
    if (Number.isInteger(value)) wholeFloats.push(path);
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) {
        pending.push({ value: item, path: [...path, index] });
        if (typeof item === 'bigint') value[index] = Number(item);
      }
    else if (isTable(value))
      for (const [name, item] of Object.entries(value)) {
        pending.push({ value: item, path: [...path, name] });
        if (typeof item === 'bigint') value[name] = Number(item);
      }
  }
  return { table, findings, wholeFloats };
}

function explainUnreadable(value: TomlValue, path: KeyPath, file: string): Finding | undefined {
  const where = { file, place: { kind: 'value', path } } as const;
  if (value instanceof TomlDate) {
    const parameters = { kind: kindOfTomlDate(value) ?? '', value: value.toISOString().replace(/\.000/, '') };
    return findingOf('toml-datetime', where, { key: showKeyPath(path), ...parameters });
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const word = Number.isNaN(value) ? 'nan' : String(value).replace('Infinity', 'inf');
    return findingOf('toml-not-finite', where, { key: showKeyPath(path), value: word });
  }
  if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) {
    const digits = String(value);
    const shown = digits.length > 40 ? `${digits.slice(0, 40)}…` : digits;
    const range = value > 0n ? `${Number.MAX_SAFE_INTEGER} or less` : `${Number.MIN_SAFE_INTEGER} or more`;
    return findingOf('out-of-range', where, { key: showKeyPath(path), value: shown, range });
  }
  if (typeof value === 'string' && value.includes('\0'))
    return findingOf('control-character', where, { key: showKeyPath(path), character: nameOfCharacter('\0') });
  return undefined;
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  return Math.min(start + column - 1, text.length);
}

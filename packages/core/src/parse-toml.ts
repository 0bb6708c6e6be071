import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { findingOf, type Finding, type KeyPath } from './diagnostic.js';
import { nameOfCharacter } from './text/quote.js';
import { showKeyPath } from './text/key-path.js';

export type { TomlTable, TomlValue };

/** A document, or why there is none. Findings about values come with the document. */
export interface ParsedToml {
  readonly table?: TomlTable;
  readonly findings: readonly Finding[];
}

/** Reads TOML and refuses what Nix's TOML 1.0 reader cannot take: dates, `inf`, `nan` and NUL characters. */
export function parseToml(text: string, file: string): ParsedToml {
  if (text.startsWith('\uFEFF'))
    return { findings: [findingOf('byte-order-mark', { file, place: startOf(text) }, {})] };
  try {
    const table = parse(text);
    return { table, findings: findUnreadableValues(table, file) };
  } catch (error) {
    return { findings: [explainFailure(error, text, file)] };
  }
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

/** True for dates and times, which smol-toml gives as objects. */
export function isTomlDate(value: unknown): boolean {
  return value instanceof TomlDate;
}

function explainFailure(error: unknown, text: string, file: string): Finding {
  if (!(error instanceof TomlError)) {
    // A RangeError: the parser recurses once for each part of a dotted key.
    return findingOf('toml-too-complex', { file }, {});
  }
  const reason = /^(?:Invalid TOML document: )?([^\n]*)/.exec(error.message)?.[1] ?? '';
  const offset = offsetOf(text, error.line, error.column);
  if (reason.includes('excessively nested')) return findingOf('toml-too-complex', { file }, {});
  return findingOf('toml-syntax', { file, place: { kind: 'text', offset, length: 1 } }, { reason });
}

function findUnreadableValues(table: TomlTable, file: string): Finding[] {
  const findings: Finding[] = [];
  const pending: { value: TomlValue; path: KeyPath }[] = [{ value: table, path: [] }];
  // A stack, not recursion: the nesting of the document must not become ours.
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next;
    const where = { file, place: { kind: 'value', path } } as const;
    const key = showKeyPath(path);
    if (value instanceof TomlDate) findings.push(findingOf('toml-datetime', where, { key }));
    else if (typeof value === 'number' && !Number.isFinite(value))
      findings.push(findingOf('toml-not-finite', where, { key, value: Number.isNaN(value) ? 'nan' : 'inf' }));
    else if (typeof value === 'string' && value.includes('\0'))
      findings.push(findingOf('control-character', where, { key, character: nameOfCharacter('\0') }));
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) pending.push({ value: item, path: [...path, index] });
    else if (typeof value === 'object')
      for (const [name, item] of Object.entries(value)) pending.push({ value: item, path: [...path, name] });
  }
  return findings;
}

function startOf(text: string): { kind: 'text'; offset: number; length: number } {
  return { kind: 'text', offset: 0, length: Math.min(1, text.length) };
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

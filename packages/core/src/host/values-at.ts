import type { KeyPath } from '../diagnostic.js';
import { isTable, type TomlTable } from '../parse-toml.js';

export interface Placed {
  readonly path: KeyPath;
  readonly value: unknown;
}

/** Every value of a document at a place such as `agents.*.egress.*`; `*` is any key and any index. */
export function valuesAt(table: TomlTable, place: string): readonly Placed[] {
  return place
    .split('.')
    .reduce<readonly Placed[]>((found, key) => found.flatMap((one) => step(one, key)), [{ path: [], value: table }]);
}

/** The texts among them. */
export function textsAtPlace(table: TomlTable, place: string): readonly (Placed & { readonly value: string })[] {
  return valuesAt(table, place).flatMap(({ path, value }) => (typeof value === 'string' ? [{ path, value }] : []));
}

/** Every text of a document, wherever it stands. */
export function allTexts(table: TomlTable): readonly (Placed & { readonly value: string })[] {
  const texts: (Placed & { value: string })[] = [];
  const pending: Placed[] = [{ path: [], value: table }];
  // The reader of TOML has seen to it that no document is deeper than its limit.
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, value } = next;
    if (typeof value === 'string') texts.push({ path, value });
    else pending.push(...step(next, '*').toReversed());
  }
  return texts;
}

function step({ path, value }: Placed, key: string): readonly Placed[] {
  if (Array.isArray(value)) {
    if (key !== '*') return [];
    return value.map((item: unknown, index) => ({ path: [...path, index], value: item }));
  }
  if (!isTable(value)) return [];
  return Object.entries(value)
    .filter(([name]) => key === '*' || name === key)
    .map(([name, item]) => ({ path: [...path, name], value: item }));
}

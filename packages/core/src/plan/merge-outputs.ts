import { findingOf, type Finding } from '../diagnostic.js';
import { toPointer } from '../shared-files/json-pointer.js';
import type { WantedKeys, WantedValue } from '../shared-files/keys-edit.js';
import type { BlockOutput, FileOutput, JsonEntry, JsonKeysOutput, LinkOutput, Output, SourcePlace } from '../target.js';
import { joinWords, quote } from '../text/quote.js';
import { compactJson } from '../text/json.js';

/** What a target rendered, and where it may write. */
export interface RenderedTarget {
  readonly target: string;
  readonly owns: readonly string[];
  readonly outputs: readonly Output[];
}

/** What is wanted at one path, by all targets together. */
export type Wanted = {
  readonly path: string;
  readonly targets: readonly string[];
  readonly source?: SourcePlace;
} & (
  | { readonly kind: 'file'; readonly output: FileOutput }
  | { readonly kind: 'link'; readonly output: LinkOutput }
  | { readonly kind: 'block'; readonly output: BlockOutput }
  | { readonly kind: 'json-keys'; readonly keys: WantedKeys }
);

/** Brings together what targets want at the same path: the same bytes are owned jointly, different ones are a mistake. */
export function mergeOutputs(rendered: readonly RenderedTarget[]): {
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const wanted = new Map<string, Wanted>();
  for (const [path, group] of groupByPath(rendered)) {
    const merged = mergeGroup(path, group);
    if ('code' in merged) findings.push(merged);
    else wanted.set(path, merged);
  }
  return { wanted, findings };
}

interface FromTarget<Kind extends Output = Output> {
  readonly target: string;
  readonly output: Kind;
}

function groupByPath(rendered: readonly RenderedTarget[]): ReadonlyMap<string, [FromTarget, ...FromTarget[]]> {
  const groups = new Map<string, [FromTarget, ...FromTarget[]]>();
  for (const { target, outputs } of rendered)
    for (const output of outputs) {
      const group = groups.get(output.path);
      if (group === undefined) groups.set(output.path, [{ target, output }]);
      else group.push({ target, output });
    }
  return groups;
}

function mergeGroup(path: string, group: readonly [FromTarget, ...FromTarget[]]): Wanted | Finding {
  const [{ output }] = group;
  const targets = [...new Set(group.map(({ target }) => target))].toSorted();
  const source = group.find((item) => item.output.source !== undefined)?.output.source;
  const common = { path, targets, ...(source && { source }) };
  const keys = group.flatMap((item) => (item.output.kind === 'json-keys' ? [{ ...item, output: item.output }] : []));
  if (keys.length === group.length) {
    const merged = mergeKeys(path, keys);
    return 'code' in merged ? merged : { ...common, kind: 'json-keys', keys: merged };
  }
  const isSame = group.every((item) => isSameOutput(output, item.output));
  if (!isSame || output.kind === 'json-keys') return different(path, targets, 'content');
  // The compiler has to see which output belongs to which kind.
  if (output.kind === 'file') return { ...common, kind: 'file', output };
  return output.kind === 'link' ? { ...common, kind: 'link', output } : { ...common, kind: 'block', output };
}

function isSameOutput(a: Output, b: Output): boolean {
  if (a.kind === 'file' && b.kind === 'file') return a.executable === b.executable && isSameBytes(a.bytes, b.bytes);
  if (a.kind === 'link' && b.kind === 'link') return a.destination === b.destination;
  return a.kind === 'block' && b.kind === 'block' && a.text === b.text && a.comment === b.comment;
}

export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

function mergeKeys(path: string, group: readonly FromTarget<JsonKeysOutput>[]): WantedKeys | Finding {
  const values = new Map<string, WantedValue>();
  const items = new Map<string, WantedValue[]>();
  for (const { target, output } of group)
    for (const entry of output.entries) {
      const pointer = toPointer(entry.keys);
      if (entry.kind === 'items') items.set(pointer, addItems(items.get(pointer) ?? [], entry, target));
      else {
        const other = values.get(pointer);
        if (other !== undefined && compactJson(other.value) !== compactJson(entry.value))
          return different(path, [...other.targets, target], `values for ${pointer}`);
        const isDefault = entry.kind === 'default' && other?.isDefault !== false;
        values.set(pointer, { value: entry.value, targets: joined(other?.targets, target), isDefault });
      }
    }
  const overlap = findOverlap(values, items);
  if (overlap === undefined) return { values, items };
  const targets = [...new Set(group.map(({ target }) => target))];
  return findingOf('overlapping-keys', { file: path, target: targets[0] }, { ...overlap, path: quote(path) });
}

function addItems(known: WantedValue[], entry: JsonEntry & { kind: 'items' }, target: string): WantedValue[] {
  const byText = new Map(known.map((item) => [compactJson(item.value), item]));
  for (const value of entry.items) {
    const text = compactJson(value);
    byText.set(text, { value, targets: joined(byText.get(text)?.targets, target) });
  }
  return [...byText.values()];
}

function joined(targets: readonly string[] = [], target: string): readonly string[] {
  return [...new Set([...targets, target])].toSorted();
}

/** Two paths of keys of which one leads into the value of the other: nobody could say whose it is. */
function findOverlap(
  values: ReadonlyMap<string, unknown>,
  items: ReadonlyMap<string, unknown>,
): { readonly key: string; readonly other: string } | undefined {
  const pointers = new Set([...values.keys(), ...items.keys()]);
  for (const key of pointers) {
    const parts = key.split('/');
    const around = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
    const other = values.has(key) && items.has(key) ? key : around.find((pointer) => pointers.has(pointer));
    if (other !== undefined || key === '') return { key, other: other ?? 'the document' };
  }
  return undefined;
}

function different(path: string, targets: readonly string[], what: string): Finding {
  const names = joinWords([...new Set(targets)].toSorted());
  return findingOf(
    'different-outputs',
    { file: path, target: targets[0] },
    { path: quote(path), targets: names, what },
  );
}

import { isMap, isNode, isScalar, isSeq, type Document, type Pair } from 'yaml';
import type { KeyPath } from './diagnostic.js';

/** Where a key or value of a YAML document stands, or what is nearest above it. */
export function findYamlNode(
  document: Document.Parsed,
  path: KeyPath,
  kind: 'key' | 'value',
): readonly [number, number] {
  let node: unknown = document.contents;
  let range: readonly number[] | null | undefined = [0, 0];
  for (const [index, part] of path.entries()) {
    const pair = pairOf(node, part);
    if (isMap(node) && pair === undefined) break;
    node = pair === undefined ? itemOf(node, part) : pair.value;
    const isLast = index === path.length - 1;
    const isShownByKey = pair !== undefined && (!isLast || kind === 'key' || isEmpty(node));
    const shown = isShownByKey ? pair.key : node;
    range = isNode(shown) ? shown.range : range;
  }
  const [start = 0, end = start] = range ?? [];
  return [start, end];
}

/** How a scalar is written: `1.0`, where its value is 1. */
export function sourceOfYaml(document: Document.Parsed, path: KeyPath): string | undefined {
  let node: unknown = document.contents;
  for (const part of path) node = pairOf(node, part)?.value ?? itemOf(node, part);
  return isScalar(node) && typeof node.source === 'string' && node.source !== '' ? node.source : undefined;
}

function pairOf(node: unknown, key: string | number): Pair | undefined {
  return isMap(node) ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
}

function itemOf(node: unknown, index: string | number): unknown {
  return isSeq(node) && typeof index === 'number' ? node.items[index] : undefined;
}

/** An absent value has a place of no width behind its key. */
function isEmpty(node: unknown): boolean {
  return !isNode(node) || node.range === undefined || node.range === null || node.range[0] === node.range[1];
}

import type { BlockComment } from '../target.js';
import { isSafePath } from './safe-path.js';

/** Where the manifest is, below the output root. */
export const MANIFEST_PATH = '.canonry/manifest.json';

/** The record of what canonry wrote below one output root. */
export interface Manifest {
  readonly files: ReadonlyMap<string, Owned>;
  /** Directories that we made; they go when nothing of ours is left in them. */
  readonly directories: readonly string[];
}

/** What we own at one path, and for which targets. */
export type Owned = OwnedFile | OwnedLink | OwnedKeys | OwnedBlock;

/** The owners of something at one path: targets, maybe of several sources. */
export function targetsOf(owned: Owned): readonly string[] {
  if (owned.kind !== 'json-keys') return owned.targets;
  const entries = [...owned.values.values(), ...[...owned.items.values()].flat()];
  return [...new Set(entries.flatMap(({ targets }) => targets))].toSorted();
}

export interface OwnedFile {
  readonly kind: 'file';
  readonly targets: readonly string[];
  readonly sha256: string;
  readonly executable: boolean;
}

export interface OwnedLink {
  readonly kind: 'link';
  readonly targets: readonly string[];
  readonly destination: string;
}

export interface OwnedKeys {
  readonly kind: 'json-keys';
  /** The file did not exist before us, so it goes when nothing else is in it. */
  readonly created: boolean;
  /** The file held not a single byte before us, so it does again when nothing else is in it. */
  readonly wasEmpty?: boolean;
  /** By JSON pointer: the value there is ours. */
  readonly values: ReadonlyMap<string, OwnedEntry>;
  /** By JSON pointer: these items of the array there are ours. */
  readonly items: ReadonlyMap<string, readonly OwnedEntry[]>;
  /** By JSON pointer: objects and arrays that were not there before us. */
  readonly containers: readonly string[];
  /** By JSON pointer: the white space of empty objects and arrays that we filled. */
  readonly interiors: ReadonlyMap<string, string>;
}

export interface OwnedEntry {
  readonly targets: readonly string[];
  /** Of the value as compact JSON. */
  readonly sha256: string;
}

export interface OwnedBlock {
  readonly kind: 'block';
  readonly targets: readonly string[];
  readonly comment: BlockComment;
  readonly created: boolean;
  /** Of the lines between the markers, with LF. */
  readonly sha256: string;
  /** The line ends that we put between the text before and the block. */
  readonly gap: string;
}

export const EMPTY_MANIFEST: Manifest = { files: new Map(), directories: [] };

const VERSION = 1;

/** The same record, the same bytes: sorted, LF, one final line end. `undefined` for a record of nothing. */
export function serialiseManifest({ files, directories }: Manifest): string | undefined {
  if (files.size === 0 && directories.length === 0) return undefined;
  const value = { version: VERSION, files, directories: directories.toSorted() };
  return `${JSON.stringify(value, sortedKeys, 2)}\n`;
}

/** Objects too are sorted: how a record came about must not show. */
function sortedKeys(_: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(sorted(value));
  return isRecord(value) ? Object.fromEntries(sorted(new Map(Object.entries(value)))) : value;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads a manifest, or says why it is none. It may come from anywhere, so nothing in it is believed unread. */
export function parseManifest(text: string): Manifest | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (!isRecord(value)) return 'it is no object';
  if (value['version'] !== VERSION)
    return `its version is ${JSON.stringify(value['version'])}; this canonry knows ${VERSION}`;
  const files = mapOf(value['files'], readOwned);
  const directories = textsOf(value['directories']);
  if (files === undefined || directories === undefined) return 'it lacks something, or something is of the wrong type';
  const unsafe = [...files.keys(), ...directories].find((path) => !isSafePath(path));
  return unsafe === undefined ? { files, directories } : `it names the path ${JSON.stringify(unsafe)}`;
}

function readOwned(value: unknown): Owned | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, created, sha256, executable, destination, gap, comment } = value;
  const targets = textsOf(value['targets']);
  if (kind === 'json-keys') return typeof created === 'boolean' ? readKeys(value, created) : undefined;
  if (targets === undefined) return undefined;
  if (kind === 'file' && isText(sha256) && typeof executable === 'boolean')
    return { kind, targets, sha256, executable };
  if (kind === 'link' && isText(destination)) return { kind, targets, destination };
  const isBlock = kind === 'block' && (comment === 'html' || comment === 'hash') && typeof created === 'boolean';
  if (isBlock && isText(sha256) && isText(gap) && /^[\r\n]*$/.test(gap))
    return { kind, targets, comment, created, sha256, gap };
  return undefined;
}

function readKeys(value: Readonly<Record<string, unknown>>, created: boolean): OwnedKeys | undefined {
  const values = mapOf(value['values'], readEntry);
  const items = mapOf(value['items'], (list) => listOf(list, readEntry));
  const containers = textsOf(value['containers']);
  const interiors = mapOf(value['interiors'], (text) => (isText(text) && text.trim() === '' ? text : undefined));
  if (values === undefined || items === undefined || containers === undefined || interiors === undefined)
    return undefined;
  const wasEmpty = value['wasEmpty'] === true;
  return { kind: 'json-keys', created, ...(wasEmpty && { wasEmpty }), values, items, containers, interiors };
}

function readEntry(value: unknown): OwnedEntry | undefined {
  if (!isRecord(value)) return undefined;
  const { sha256 } = value;
  const targets = textsOf(value['targets']);
  return isText(sha256) && targets !== undefined ? { targets, sha256 } : undefined;
}

function mapOf<Value>(value: unknown, read: (item: unknown) => Value | undefined): Map<string, Value> | undefined {
  if (!isRecord(value)) return undefined;
  const map = new Map<string, Value>();
  for (const [key, item] of Object.entries(value)) {
    const entry = read(item);
    if (entry === undefined) return undefined;
    map.set(key, entry);
  }
  return map;
}

function listOf<Value>(value: unknown, read: (item: unknown) => Value | undefined): readonly Value[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list: Value[] = [];
  for (const item of value) {
    const entry = read(item);
    if (entry === undefined) return undefined;
    list.push(entry);
  }
  return list;
}

function textsOf(value: unknown): readonly string[] | undefined {
  return listOf(value, (item) => (isText(item) ? item : undefined));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

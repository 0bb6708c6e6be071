import type { Node } from 'jsonc-parser';
import type { OwnedEntry, OwnedKeys } from '../plan/manifest.js';
import { compactJson, type JsonLayout, type JsonValue } from '../text/json.js';
import { blankInterior, insertInto, removeFrom, replaceNode, setInterior, type NewMember } from './edit-json.js';
import { findPlace, layoutOf, membersOf, parseJsonDocument, valueOf, type JsonDocument } from './json-document.js';
import { fromPointer, toPointer } from './json-pointer.js';
import { ownersOf, type Conflict, type Hash, type IsUntouched, type SharedEdit } from './shared-edit.js';

/** What targets want in one JSON file, by JSON pointer. */
export interface WantedKeys {
  readonly values: ReadonlyMap<string, WantedValue>;
  readonly items: ReadonlyMap<string, readonly WantedValue[]>;
}

export interface WantedValue {
  readonly value: JsonValue;
  readonly targets: readonly string[];
  /** Another value that a person has there stays, and is never ours. */
  readonly isDefault?: boolean;
}

export interface JsonKeysInput {
  /** The file as it is; `undefined` if there is none. */
  readonly text: string | undefined;
  readonly record: OwnedKeys | undefined;
  readonly wanted: WantedKeys;
  readonly isUntouched: IsUntouched;
  readonly force: boolean;
  readonly hash: Hash;
}

/** Brings our keys of a JSON file up to date and leaves every other byte of it alone. */
export function ownJsonKeys(input: JsonKeysInput): SharedEdit<OwnedKeys> {
  const draft = new Draft(input);
  const reason = draft.whyUnreadable();
  if (reason !== undefined) return { text: input.text, record: input.record, conflicts: [{ kind: 'refused', reason }] };
  for (const [pointer, owned] of input.record?.items ?? []) draft.keepItems(pointer, owned);
  for (const [pointer, owned] of input.record?.values ?? [])
    if (!input.wanted.values.has(pointer)) draft.release(pointer, owned);
  for (const [pointer, wanted] of input.wanted.values) draft.set(pointer, wanted);
  draft.writeValues();
  for (const [pointer, wanted] of input.wanted.items) draft.addItems(pointer, wanted);
  return draft.finish();
}

const NEW_FILE = '{}\n';

/** One file on its way from what it is to what it should be; lives for one call of `ownJsonKeys`. */
class Draft {
  readonly #input: JsonKeysInput;
  readonly #conflicts: Conflict[] = [];
  readonly #values = new Map<string, OwnedEntry>();
  readonly #items = new Map<string, readonly OwnedEntry[]>();
  readonly #containers: Set<string>;
  readonly #interiors: Map<string, string>;
  readonly #layout: JsonLayout;
  /** Objects and arrays that we took something out of, and that may be empty now. */
  readonly #touched = new Set<string>();
  /** Values to put in the place of others, in the document as it is. */
  readonly #replaced: { readonly node: Node; readonly value: JsonValue }[] = [];
  /** By JSON pointer of an object that is there: what is missing in it. */
  readonly #missing = new Map<string, Map<string, JsonValue>>();
  #text: string;
  /** Reading a document is the costly part, and most edits change nothing. */
  #parsed: JsonDocument | undefined;

  constructor(input: JsonKeysInput) {
    this.#input = input;
    this.#text = input.text ?? NEW_FILE;
    this.#containers = new Set(input.record?.containers);
    this.#interiors = new Map(input.record?.interiors);
    const document = parseJsonDocument(this.#text);
    this.#layout = typeof document === 'string' ? { unit: '  ', lineEnd: '\n' } : layoutOf(document);
  }

  whyUnreadable(): string | undefined {
    const document = parseJsonDocument(this.#text);
    return typeof document === 'string' ? document : undefined;
  }

  /** A value that is no longer rendered: it goes, unless a person changed it. */
  release(pointer: string, owned: OwnedEntry): void {
    const targets = owned.targets.filter(this.#input.isUntouched);
    if (targets.length > 0) return void this.#values.set(pointer, { ...owned, targets });
    const place = findPlace(this.#document(), fromPointer(pointer));
    if (place.kind === 'absent' || (place.kind === 'refused' && place.isGone)) return;
    const isOurs = place.kind === 'found' && this.#hash(valueOf(place.node)) === owned.sha256;
    if (!isOurs) this.#conflicts.push({ kind: 'stale-edited', entry: pointer });
    if (isOurs || (place.kind === 'found' && this.#input.force)) return this.#remove(pointer);
    this.#values.set(pointer, owned);
  }

  /** A value that is rendered. */
  set(pointer: string, { value, targets, isDefault = false }: WantedValue): void {
    const owned = this.#input.record?.values.get(pointer);
    const sha256 = this.#hash(value);
    const node = this.#find(pointer);
    if (isDefault && node !== undefined && this.#hash(valueOf(node)) !== owned?.sha256) return;
    this.#values.set(pointer, { targets: ownersOf(targets, owned, this.#input.isUntouched), sha256 });
    if (node === undefined) return this.#addMissing(fromPointer(pointer), value);
    const found = this.#hash(valueOf(node));
    if (found === sha256) return;
    if (found !== owned?.sha256)
      this.#conflicts.push({ kind: owned === undefined ? 'foreign' : 'edited', entry: pointer });
    this.#replaced.push({ node, value });
  }

  /** Items of an array that we own from earlier: those no longer rendered go. */
  keepItems(pointer: string, owned: readonly OwnedEntry[]): void {
    const wanted = new Map(
      this.#input.wanted.items.get(pointer)?.map((item) => [this.#hash(item.value), item.targets]),
    );
    const kept: OwnedEntry[] = [];
    for (const entry of owned) {
      const targets = ownersOf(wanted.get(entry.sha256) ?? [], entry, this.#input.isUntouched);
      if (targets.length > 0) kept.push({ ...entry, targets });
      else this.#removeItem(pointer, entry.sha256);
    }
    if (kept.length > 0) this.#items.set(pointer, kept);
    this.#touched.add(pointer);
  }

  /** Items that are rendered. One that is there and not on record is a person's: it serves, and it is never ours. */
  addItems(pointer: string, wanted: readonly WantedValue[]): void {
    for (const { value, targets } of wanted) {
      const sha256 = this.#hash(value);
      const owned = this.#items.get(pointer) ?? [];
      const isOnRecord = owned.some((entry) => entry.sha256 === sha256);
      const array = this.#findArray(pointer);
      if (array === 'refused') return;
      const isThere = (array?.children ?? []).some((item) => this.#hash(valueOf(item)) === sha256);
      if (!isThere) this.#insertItem(pointer, array, value);
      if (!isThere && !isOnRecord) this.#items.set(pointer, [...owned, { sha256, targets: targets.toSorted() }]);
    }
  }

  finish(): SharedEdit<OwnedKeys> {
    const { text, record } = this.#input;
    const created = record?.created ?? text === undefined;
    const isOurs = this.#values.size > 0 || this.#items.size > 0;
    const conflicts = this.#conflicts;
    this.#removeEmptied();
    if (!isOurs)
      return {
        text: created && isEmptyDocument(this.#text) ? undefined : this.#textOrNone(),
        record: undefined,
        conflicts,
      };
    const owned: OwnedKeys = {
      kind: 'json-keys',
      created,
      values: this.#values,
      items: this.#items,
      containers: [...this.#containers].toSorted(),
      interiors: this.#interiors,
    };
    return { text: this.#text, record: owned, conflicts };
  }

  #textOrNone(): string | undefined {
    return this.#input.text === undefined ? undefined : this.#text;
  }

  #document(): JsonDocument {
    if (this.#parsed?.text === this.#text) return this.#parsed;
    const document = parseJsonDocument(this.#text);
    if (typeof document === 'string') throw new Error(`an edit of ours broke a JSON document: ${document}`);
    this.#parsed = document;
    return document;
  }

  #hash(value: JsonValue): string {
    return this.#input.hash(compactJson(value));
  }

  #find(pointer: string): Node | undefined {
    const place = findPlace(this.#document(), fromPointer(pointer));
    if (place.kind === 'refused') this.#refuse(pointer, place.reason);
    return place.kind === 'found' ? place.node : undefined;
  }

  #findArray(pointer: string): Node | 'refused' | undefined {
    const place = findPlace(this.#document(), fromPointer(pointer));
    const reason = place.kind === 'refused' ? place.reason : `${pointer} is no array`;
    if (place.kind === 'absent' || (place.kind === 'found' && place.node.type === 'array'))
      return place.kind === 'found' ? place.node : undefined;
    this.#refuse(pointer, reason);
    return 'refused';
  }

  #refuse(entry: string, reason: string): void {
    if (!this.#conflicts.some((conflict) => conflict.entry === entry && conflict.kind === 'refused'))
      this.#conflicts.push({ kind: 'refused', entry, reason });
  }

  /** Remembers a value that is missing, below the innermost object that is there; the objects between are ours. */
  #addMissing(keys: readonly string[], value: JsonValue): void {
    const place = findPlace(this.#document(), keys);
    if (place.kind !== 'absent') return;
    const depth = keys.length - place.missing.length;
    for (let length = depth + 1; length < keys.length; length += 1)
      this.#containers.add(toPointer(keys.slice(0, length)));
    const container = toPointer(keys.slice(0, depth));
    let members = this.#missing.get(container) ?? new Map<string, JsonValue>();
    this.#missing.set(container, members);
    for (const key of place.missing.slice(0, -1)) {
      const inner = members.get(key);
      const next = inner instanceof Map ? inner : new Map<string, JsonValue>();
      members.set(key, next);
      members = next;
    }
    members.set(keys.at(-1) ?? '', value);
  }

  /** All values at once: reading the document again after each would take minutes for a thousand agents. */
  writeValues(): void {
    for (const { node, value } of this.#replaced.toSorted((a, b) => b.node.offset - a.node.offset))
      this.#text = replaceNode(this.#text, node, value, this.#layout);
    for (const [container, members] of this.#missing) {
      const place = findPlace(this.#document(), fromPointer(container));
      const list = [...members].map(([key, value]) => ({ key, value }));
      if (place.kind === 'found') this.#insertInto(container, place.node, list);
    }
    this.#replaced.length = 0;
    this.#missing.clear();
  }

  #insertItem(pointer: string, array: Node | undefined, value: JsonValue): void {
    if (array !== undefined) return this.#insertInto(pointer, array, [{ value }]);
    this.#containers.add(pointer);
    this.#addMissing(fromPointer(pointer), [value]);
    this.writeValues();
  }

  #insertInto(pointer: string, container: Node, members: readonly NewMember[]): void {
    const interior = blankInterior(this.#text, container);
    if (interior !== undefined && !this.#containers.has(pointer) && !this.#interiors.has(pointer))
      this.#interiors.set(pointer, interior);
    this.#text = insertInto(this.#text, container, members, this.#layout);
  }

  #remove(pointer: string): void {
    const keys = fromPointer(pointer);
    const parent = findPlace(this.#document(), keys.slice(0, -1));
    if (parent.kind !== 'found') return;
    const index = membersOf(parent.node).findIndex(({ key }) => key === keys.at(-1));
    this.#text = removeFrom(this.#text, parent.node, index);
    this.#touched.add(toPointer(keys.slice(0, -1)));
  }

  #removeItem(pointer: string, sha256: string): void {
    const place = findPlace(this.#document(), fromPointer(pointer));
    if (place.kind !== 'found' || place.node.type !== 'array') return;
    const index = (place.node.children ?? []).findIndex((item) => this.#hash(valueOf(item)) === sha256);
    if (index !== -1) this.#text = removeFrom(this.#text, place.node, index);
  }

  /** From the inside out; taking one away may empty the one around it, which joins the set behind it. */
  #removeEmptied(): void {
    for (const pointer of this.#touched) this.#removeIfEmptied(pointer);
  }

  /** An object or array of ours goes when it is empty again; one that was empty before us gets its white space back. */
  #removeIfEmptied(pointer: string): void {
    const place = findPlace(this.#document(), fromPointer(pointer));
    if (place.kind !== 'found' || (place.node.children ?? []).length > 0) return;
    if (blankInterior(this.#text, place.node) === undefined) return;
    const interior = this.#interiors.get(pointer);
    if (interior !== undefined) {
      this.#text = setInterior(this.#text, place.node, interior);
      this.#interiors.delete(pointer);
    }
    if (this.#containers.delete(pointer) && pointer !== '') this.#remove(pointer);
  }
}

function isEmptyDocument(text: string): boolean {
  return /^\s*\{\s*\}\s*$/.test(text);
}

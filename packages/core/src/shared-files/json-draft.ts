import type { Node } from 'jsonc-parser';
import type { OwnedKeys } from '../plan/manifest.js';
import type { JsonLayout, JsonValue } from '../text/json.js';
import { blankInterior, insertInto, removeFrom, replaceNode, setInterior, type NewMember } from './edit-json.js';
import {
  findPlace,
  layoutOf,
  membersOf,
  parseJsonDocument,
  type JsonDocument,
  type JsonPlace,
} from './json-document.js';
import { fromPointer, toPointer } from './json-pointer.js';

/**
 * A JSON text on its way from what it is to what it should be, with what we made around our entries. It knows nothing of
 * whose an entry is.
 */
export class JsonDraft {
  readonly containers: Set<string>;
  readonly interiors: Map<string, string>;
  readonly #layout: JsonLayout;
  /** Objects and arrays to look at when everything is done. */
  readonly #touched = new Set<string>();
  /** Values to put in the place of others, in the document as it is. */
  readonly #replaced: { readonly node: Node; readonly value: JsonValue }[] = [];
  /** By JSON pointer of an object that is there: what is missing in it. */
  readonly #missing = new Map<string, Map<string, JsonValue>>();
  #parsed: JsonDocument;

  constructor(document: JsonDocument, record: Pick<OwnedKeys, 'containers' | 'interiors'> | undefined) {
    this.#parsed = document;
    this.#layout = layoutOf(document);
    this.containers = new Set(record?.containers);
    this.interiors = new Map(record?.interiors);
  }

  get text(): string {
    return this.#parsed.text;
  }

  find(pointer: string): JsonPlace {
    return findPlace(this.#parsed, fromPointer(pointer));
  }

  replace(node: Node, value: JsonValue): void {
    this.#replaced.push({ node, value });
  }

  /** Remembers a value that is missing, below the innermost object that is there; the objects between are ours. */
  add(pointer: string, value: JsonValue): void {
    const keys = fromPointer(pointer);
    const place = this.find(pointer);
    if (place.kind !== 'absent') return;
    const depth = keys.length - place.missing.length;
    for (let length = depth + 1; length < keys.length; length += 1)
      this.containers.add(toPointer(keys.slice(0, length)));
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
    let { text } = this;
    for (const { node, value } of this.#replaced.toSorted((a, b) => b.node.offset - a.node.offset))
      text = replaceNode(text, node, value, this.#layout);
    this.#setText(text);
    for (const [container, members] of this.#missing) {
      const place = this.find(container);
      const list = [...members].map(([key, value]) => ({ key, value }));
      if (place.kind === 'found') this.#insertInto(container, place.node, list);
    }
    this.#replaced.length = 0;
    this.#missing.clear();
  }

  insertItem(pointer: string, array: Node | undefined, value: JsonValue): void {
    if (array !== undefined) return this.#insertInto(pointer, array, [{ value }]);
    this.containers.add(pointer);
    this.add(pointer, [value]);
    this.writeValues();
  }

  remove(pointer: string): void {
    const keys = fromPointer(pointer);
    const parent = toPointer(keys.slice(0, -1));
    const place = this.find(parent);
    if (place.kind !== 'found') return;
    this.removeAt(
      parent,
      membersOf(place.node).findIndex(({ key }) => key === keys.at(-1)),
    );
  }

  /** Takes out the member or item of some number. */
  removeAt(pointer: string, index: number): void {
    const place = this.find(pointer);
    if (place.kind === 'found') this.#setText(removeFrom(this.text, place.node, index));
    this.touch(pointer);
  }

  /** It may be empty now, or a person may have emptied it. */
  touch(pointer: string): void {
    this.#touched.add(pointer);
  }

  /** From the inside out; taking one away may empty the one around it, which joins the set behind it. */
  removeEmptied(): void {
    for (const pointer of this.#touched) this.#removeIfEmptied(pointer);
  }

  #insertInto(pointer: string, container: Node, members: readonly NewMember[]): void {
    const interior = blankInterior(this.text, container);
    if (interior !== undefined && !this.containers.has(pointer) && !this.interiors.has(pointer))
      this.interiors.set(pointer, interior);
    this.#setText(insertInto(this.text, container, members, this.#layout));
  }

  /** An object or array of ours goes when it is empty again; one that was empty before us gets its white space back. */
  #removeIfEmptied(pointer: string): void {
    const place = this.find(pointer);
    if (place.kind !== 'found' || (place.node.children ?? []).length > 0) return;
    if (blankInterior(this.text, place.node) === undefined) return;
    const interior = this.interiors.get(pointer);
    if (interior !== undefined) {
      this.#setText(setInterior(this.text, place.node, interior));
      this.interiors.delete(pointer);
    }
    if (this.containers.delete(pointer) && pointer !== '') this.remove(pointer);
  }

  #setText(text: string): void {
    if (text === this.text) return;
    const document = parseJsonDocument(text);
    if (typeof document === 'string') throw new Error(`an edit of ours broke a JSON document: ${document}`);
    this.#parsed = document;
  }
}

import type { Node } from 'jsonc-parser';
import type { OwnedEntry, OwnedKeys } from '../plan/manifest.js';
import { compactJson, type JsonValue } from '../text/json.js';
import { findPlace, membersOf, parseJsonDocument, valueOf, type JsonDocument } from './json-document.js';
import { fromPointer, toPointer } from './json-pointer.js';
import type { WantedKeys, WantedValue } from './keys-edit.js';
import { ownJsonKeys } from './own-json-keys.js';
import type { Adoption, Hash } from './shared-edit.js';

export interface KeysToAdopt {
  readonly text: string;
  readonly wanted: WantedKeys;
  /** Targets of which a record is lost: then it is likely that they wrote what could be a person's as well. */
  readonly lost: ReadonlySet<string>;
  readonly hash: Hash;
}

/**
 * What of a JSON file without a record is as rendered, and so taken for ours. Items of an array and defaults are often a
 * person's own, who had them before us: they are ours only if a record was lost, and if they stand where we put ours,
 * behind everything else.
 */
export function adoptJsonKeys({ text, wanted, lost, hash }: KeysToAdopt): Adoption<OwnedKeys> | undefined {
  const fresh = ownJsonKeys({
    text: undefined,
    record: undefined,
    wanted,
    isUntouched: () => false,
    force: false,
    hash,
  });
  if (fresh.text === text && fresh.record !== undefined)
    return { record: fresh.record, entries: undefined, doubtful: [] };
  const document = parseJsonDocument(text);
  if (typeof document === 'string') return undefined;
  const claim: Claim = { document, wanted, lost, hash, values: new Map(), items: new Map(), containers: new Set() };
  for (const [pointer, value] of wanted.values) claimValue(claim, pointer, value);
  const doubtful = [...wanted.items].flatMap(([pointer, items]) => claimItems(claim, pointer, items));
  const created = isAllOurs(claim, document.root, '');
  const { values, items, containers } = claim;
  const entries = [
    ...[...values.keys()].toSorted(),
    ...[...items].map(([pointer, { length }]) => `${length} of the items of ${pointer}`),
  ];
  if (entries.length === 0) return { record: undefined, entries, doubtful };
  const record: OwnedKeys = {
    kind: 'json-keys',
    created,
    values,
    items,
    containers: [...containers].toSorted(),
    interiors: new Map(),
  };
  return { record, entries, doubtful };
}

interface Claim extends Omit<KeysToAdopt, 'text'> {
  readonly document: JsonDocument;
  readonly values: Map<string, OwnedEntry>;
  readonly items: Map<string, readonly OwnedEntry[]>;
  /** Objects and arrays that hold nothing but ours. */
  readonly containers: Set<string>;
}

function claimValue(claim: Claim, pointer: string, { value, targets, isDefault }: WantedValue): void {
  const place = findPlace(claim.document, fromPointer(pointer));
  if (isDefault === true || place.kind !== 'found') return;
  const sha256 = hashOf(claim, value);
  if (hashOf(claim, valueOf(place.node)) === sha256) claim.values.set(pointer, { targets, sha256 });
}

/** Takes the items at the end of an array that are rendered; names those that stand elsewhere. */
function claimItems(claim: Claim, pointer: string, wanted: readonly WantedValue[]): readonly string[] {
  const place = findPlace(claim.document, fromPointer(pointer));
  if (!wanted.some((item) => isLost(claim, item)) || place.kind !== 'found' || place.node.type !== 'array') return [];
  const known = new Map(wanted.map((item) => [hashOf(claim, item.value), item]));
  const found = (place.node.children ?? []).map((item) => hashOf(claim, valueOf(item)));
  const behindOthers = found.findLastIndex((sha256) => !known.has(sha256)) + 1;
  const ours = [...new Set(found.slice(behindOthers))];
  if (ours.length > 0)
    claim.items.set(
      pointer,
      ours.map((sha256) => ({ sha256, targets: known.get(sha256)?.targets ?? [] })),
    );
  const others = found.slice(0, behindOthers).filter((sha256) => known.has(sha256) && !ours.includes(sha256));
  return others.map((sha256) => `${compactJson(known.get(sha256)?.value ?? null)} in ${pointer}`);
}

/** Whether there is nothing but ours in a part of the document; takes a default that nothing of a person comes behind. */
function isAllOurs(claim: Claim, node: Node, pointer: string): boolean {
  if (claim.values.has(pointer)) return true;
  const children = node.children ?? [];
  let isOurs = children.length > 0;
  if (node.type === 'array') isOurs &&= claim.items.get(pointer)?.length === children.length;
  for (const { key, value } of membersOf(node).toReversed()) {
    const inner = pointer + toPointer([key]);
    const isInnerOurs = isAllOurs(claim, value, inner) || (isOurs && claimDefault(claim, value, inner));
    isOurs &&= isInnerOurs;
  }
  if (isOurs && pointer !== '') claim.containers.add(pointer);
  return isOurs;
}

function claimDefault(claim: Claim, node: Node, pointer: string): boolean {
  const wanted = claim.wanted.values.get(pointer);
  if (wanted?.isDefault !== true || !isLost(claim, wanted)) return false;
  const sha256 = hashOf(claim, wanted.value);
  if (hashOf(claim, valueOf(node)) !== sha256) return false;
  claim.values.set(pointer, { targets: wanted.targets, sha256 });
  return true;
}

function isLost({ lost }: Claim, { targets }: WantedValue): boolean {
  return targets.some((target) => lost.has(target));
}

function hashOf({ hash }: Claim, value: JsonValue): string {
  return hash(compactJson(value));
}

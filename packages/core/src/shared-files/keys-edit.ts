import type { OwnedEntry, OwnedKeys } from '../plan/manifest.js';
import type { JsonValue } from '../text/json.js';
import type { JsonDraft } from './json-draft.js';
import type { Conflict, Hash, IsUntouched } from './shared-edit.js';

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

/** A file that is being edited, and what will be ours in it. Lives for one call of `ownJsonKeys`. */
export interface KeysEdit {
  readonly input: JsonKeysInput;
  readonly draft: JsonDraft;
  readonly values: Map<string, OwnedEntry>;
  readonly items: Map<string, readonly OwnedEntry[]>;
  readonly conflicts: Conflict[];
  readonly hash: (value: JsonValue) => string;
}

/** Notes once for each entry that it cannot be edited. */
export function refuseEntry({ conflicts }: KeysEdit, entry: string, reason: string): void {
  if (!conflicts.some((conflict) => conflict.entry === entry && conflict.kind === 'refused'))
    conflicts.push({ kind: 'refused', entry, reason });
}

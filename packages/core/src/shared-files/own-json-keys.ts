import type { OwnedKeys } from '../plan/manifest.js';
import { compactJson } from '../text/json.js';
import { parseJsonDocument } from './json-document.js';
import { JsonDraft } from './json-draft.js';
import type { JsonKeysInput, KeysEdit } from './keys-edit.js';
import { addItems, keepItems } from './own-json-items.js';
import { releaseValue, setValue } from './own-json-values.js';
import type { SharedEdit } from './shared-edit.js';

const NEW_FILE = '{}\n';

/** Brings our keys of a JSON file up to date and leaves every other byte of it alone. */
export function ownJsonKeys(input: JsonKeysInput): SharedEdit<OwnedKeys> {
  const { text, record, wanted } = input;
  // OpenCode takes a file of no bytes for one without settings; any other that is no object, it refuses.
  const document = parseJsonDocument(text === undefined || text === '' ? NEW_FILE : text);
  if (typeof document === 'string') return { text, record, conflicts: [{ kind: 'refused', reason: document }] };
  const edit: KeysEdit = {
    input,
    draft: new JsonDraft(document, record),
    values: new Map(),
    items: new Map(),
    conflicts: [],
    hash: (value) => input.hash(compactJson(value)),
  };
  for (const [pointer, owned] of record?.items ?? []) keepItems(edit, pointer, owned);
  for (const [pointer, owned] of record?.values ?? [])
    if (!wanted.values.has(pointer)) releaseValue(edit, pointer, owned);
  for (const [pointer, value] of wanted.values) setValue(edit, pointer, value);
  edit.draft.writeValues();
  for (const [pointer, list] of wanted.items) addItems(edit, pointer, list);
  edit.draft.removeEmptied();
  return finish(edit);
}

function finish({ input, draft, values, items, conflicts }: KeysEdit): SharedEdit<OwnedKeys> {
  const { text } = input;
  const created = input.record?.created ?? text === undefined;
  const wasEmpty = input.record === undefined ? text === '' : input.record.wasEmpty === true;
  if (values.size === 0 && items.size === 0) {
    if (text === undefined || (created && isEmptyDocument(draft.text)))
      return { text: undefined, record: undefined, conflicts };
    return { text: wasEmpty && isEmptyDocument(draft.text) ? '' : draft.text, record: undefined, conflicts };
  }
  const record: OwnedKeys = {
    kind: 'json-keys',
    created,
    ...(wasEmpty && { wasEmpty }),
    values,
    items,
    containers: [...draft.containers].toSorted(),
    interiors: draft.interiors,
  };
  return { text: draft.text, record, conflicts };
}

function isEmptyDocument(text: string): boolean {
  return /^\s*\{\s*\}\s*$/.test(text);
}

import { findingOf, type Finding, type Place } from '../diagnostic.js';
import type { JsonObject } from '../text/json.js';

/** A file of the harness as data that knows where its keys stand. */
export interface SourceFile {
  readonly file: string;
  readonly data: JsonObject;
  readonly placeOf: (path: readonly string[]) => Place;
}

/** The text of a file, or why it has none. A byte order mark is passed over, as harnesses do. */
export function textOf(bytes: Uint8Array, file: string): string | Finding {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return findingOf('import-unreadable', { file }, { path: file, reason: 'it is not UTF-8' });
  }
}

import { findingOf, type Finding } from '../diagnostic.js';
import { adoptJsonKeys } from '../shared-files/adopt-json-keys.js';
import { adoptBlock } from '../shared-files/own-block.js';
import type { Adoption } from '../shared-files/shared-edit.js';
import { joinWords, quote } from '../text/quote.js';
import { MANIFEST_PATH, type Owned } from './manifest.js';
import type { Wanted } from './merge-outputs.js';
import type { PathInput, Wording } from './plan-change.js';
import { textOf } from './plan-shared.js';
import { adoptWhole } from './plan-whole.js';

/**
 * The record that something would have, had it not been lost: a manifest may be kept out of version control, and a merge
 * may drop a part of it. Only what is as rendered is taken for ours.
 */
export function adopt(input: PathInput, wanted: Wanted, lost: ReadonlySet<string>): Adoption<Owned> | undefined {
  if (wanted.kind === 'file' || wanted.kind === 'link') return adoptWhole(input, wanted);
  const { hash } = input;
  const text = textOf(input);
  if (text.kind === 'refused' || text.text === undefined) return undefined;
  if (wanted.kind === 'json-keys') return adoptJsonKeys({ text: text.text, wanted: wanted.keys, lost, hash });
  const { output, targets } = wanted;
  return adoptBlock(text.text, { text: output.text, targets }, { comment: output.comment, hash });
}

/** Says, by path, what was taken for ours, and what was not though it is as rendered. */
export function explainAdoptions(
  adopted: ReadonlyMap<string, Adoption<Owned>>,
  { prefix = '' }: Wording,
): readonly Finding[] {
  const named = (path: string): string => quote(`${prefix}${path}`);
  const taken = [...adopted].filter(([, { record }]) => record !== undefined);
  const parts = taken.flatMap(([path, { entries }]) =>
    entries === undefined ? [] : [`${listOf(entries)} in ${named(path)}`],
  );
  const whole = taken.flatMap(([path, { entries }]) => (entries === undefined ? [named(path)] : []));
  const what = [...parts, ...whole];
  return [
    ...(what.length === 0 ? [] : [findingOf('adopted', { file: MANIFEST_PATH }, { what: listOf(what) })]),
    ...[...adopted].flatMap(([path, { doubtful }]) =>
      doubtful.length === 0
        ? []
        : [findingOf('not-adopted', { file: path }, { what: listOf(doubtful), path: named(path) })],
    ),
  ];
}

const LONGEST_LIST = 20;

function listOf(names: readonly string[]): string {
  if (names.length <= LONGEST_LIST) return joinWords(names);
  return joinWords([...names.slice(0, LONGEST_LIST), `${names.length - LONGEST_LIST} more`]);
}

import type { OwnedBlock } from '../plan/manifest.js';
import type { BlockComment } from '../target.js';
import { lineEndOf } from './line-ends.js';
import { bodyOf, findBlock, hasMarker, printBlock, type FoundBlock } from './marked-block.js';
import {
  ownersOf,
  takeFromOthers,
  type Adoption,
  type Conflict,
  type Hash,
  type IsUntouched,
  type SharedEdit,
} from './shared-edit.js';

interface WantedBlock {
  readonly text: string;
  readonly targets: readonly string[];
}

export interface BlockInput {
  /** The file as it is; `undefined` if there is none. */
  readonly text: string | undefined;
  readonly comment: BlockComment;
  readonly record: OwnedBlock | undefined;
  /** Absent: our block goes. */
  readonly wanted: WantedBlock | undefined;
  readonly isUntouched: IsUntouched;
  readonly force: boolean;
  readonly hash: Hash;
}

/** Brings our block of a text file up to date, where it stands, and leaves every other byte alone. */
export function ownBlock(input: BlockInput): SharedEdit<OwnedBlock> {
  const found = findBlock(input.text ?? '', input.comment);
  if (typeof found === 'string') return refuse(input, found);
  return input.wanted === undefined ? release(input, found) : place(input, input.wanted, found);
}

/** A block as rendered of which no record is left: nobody but us writes such markers. */
export function adoptBlock(
  text: string,
  wanted: WantedBlock,
  { comment, hash }: Pick<BlockInput, 'comment' | 'hash'>,
): Adoption<OwnedBlock> | undefined {
  const found = findBlock(text, comment);
  if (typeof found !== 'object' || found.body !== bodyOf(wanted.text)) return undefined;
  const created = found.start === 0 && found.end === text.length;
  const { targets } = wanted;
  const gap = gapBefore(text, found);
  const record: OwnedBlock = { kind: 'block', comment, targets, created, sha256: hash(found.body), gap };
  return { record, entries: created ? undefined : ['the block'], doubtful: [] };
}

function release(input: BlockInput, found: FoundBlock | undefined): SharedEdit<OwnedBlock> {
  const { text, record, force } = input;
  if (record === undefined) return { text, record, conflicts: [] };
  const targets = record.targets.filter(input.isUntouched);
  if (targets.length > 0) return { text, record: { ...record, targets }, conflicts: [] };
  if (found === undefined || text === undefined) return { text, record: undefined, conflicts: [] };
  const isOurs = input.hash(found.body) === record.sha256;
  const conflicts: readonly Conflict[] = isOurs ? [] : [{ kind: 'stale-edited', entry: 'the block' }];
  if (!isOurs && !force) return { text, record, conflicts };
  const rest = cutOut(text, found, record.gap);
  return { text: rest === '' && record.created ? undefined : rest, record: undefined, conflicts };
}

function place(input: BlockInput, wanted: WantedBlock, found: FoundBlock | undefined): SharedEdit<OwnedBlock> {
  const { text = '', comment } = input;
  const body = bodyOf(wanted.text);
  const lineEnd = lineEndOf(text);
  const sha256 = input.hash(body);
  const { owned: record, conflict: other } = takeFromOthers(input.record, input.record?.sha256 === sha256);
  const gap = found === undefined ? gapBehind(text, lineEnd) : (record?.gap ?? gapBefore(text, found));
  const block = printBlock(wanted.text, comment, lineEnd);
  const owned: OwnedBlock = {
    kind: 'block',
    comment,
    targets: ownersOf(wanted.targets, record, input.isUntouched),
    created: record?.created ?? input.text === undefined,
    sha256,
    gap,
  };
  if (found?.body === body && other === undefined) return { text, record: owned, conflicts: [] };
  const edited = found === undefined ? text + gap + block : text.slice(0, found.start) + block + text.slice(found.end);
  // A fence that somebody left open above would swallow the block, and the next run would add another one.
  const again = findBlock(edited, comment);
  if (typeof again !== 'object' || again.body !== body) return refuse(input, whyLost(input, text));
  const isOurs = found === undefined || input.hash(found.body) === record?.sha256;
  const conflict = other ?? (isOurs ? undefined : ({ kind: record === undefined ? 'foreign' : 'edited' } as const));
  return {
    text: edited,
    record: owned,
    conflicts: conflict === undefined ? [] : [{ ...conflict, entry: 'the block' }],
  };
}

function refuse({ text, record }: BlockInput, reason: string): SharedEdit<OwnedBlock> {
  return { text, record, conflicts: [{ kind: 'refused', reason }] };
}

function whyLost({ wanted, comment }: BlockInput, text: string): string {
  if (hasMarker(wanted?.text ?? '', comment)) return 'the text of the block holds a marker itself';
  return hasMarker(text, comment)
    ? 'the markers are inside of a code fence'
    : 'a code fence is left open, above the block or in it';
}

/** What comes between a text and the block: always one line end, so that it is known even if the record is lost. */
function gapBehind(text: string, lineEnd: string): string {
  return text === '' ? '' : lineEnd;
}

function gapBefore(text: string, { start }: FoundBlock): string {
  return /\r?\n$/.exec(text.slice(0, start))?.[0] ?? '';
}

function cutOut(text: string, { start, end }: FoundBlock, gap: string): string {
  const before = text.slice(0, start);
  const after = text.slice(end);
  // Git may have converted its line ends since.
  const count = gap.split('\n').length - 1;
  const there = new RegExp(`(?:\\r?\\n){${count}}$`).exec(before)?.[0] ?? '';
  if (there === '') return before + after;
  const head = before.slice(0, -there.length);
  // What a person wrote behind the block does not move onto the line before it.
  return after === '' || head.endsWith('\n') || head === ''
    ? head + after
    : head + there.slice(0, there.indexOf('\n') + 1) + after;
}

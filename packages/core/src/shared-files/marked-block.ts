import type { BlockComment } from '../target.js';
import { findFenced } from './code-fences.js';
import { withLineFeeds } from './line-ends.js';

/**
 * The rule for blocks: a marker is a line that consists of exactly that text, and in Markdown one outside of fenced code.
 * A file holds one marker that begins and one that ends after it, or none; anything else is refused, never repaired.
 */
const MARKERS = {
  html: {
    begin: '<!-- canonry:begin; what is between these lines is generated, edit the source instead -->',
    end: '<!-- canonry:end -->',
  },
  hash: {
    begin: '# canonry:begin; what is between these lines is generated, edit the source instead',
    end: '# canonry:end',
  },
} as const satisfies Readonly<Record<BlockComment, { begin: string; end: string }>>;

/** Where the block is: offsets of the whole of it, with the line end behind it, and the lines between the markers with LF. */
export interface FoundBlock {
  readonly start: number;
  readonly end: number;
  readonly body: string;
}

/** The one block of a text, `undefined` if it holds no marker, or why its markers are refused. */
export function findBlock(text: string, comment: BlockComment): FoundBlock | string | undefined {
  const lines = splitLines(text);
  const contents = lines.map(({ content }) => content);
  const fenced = comment === 'html' ? findFenced(contents) : [];
  const markers = lines.flatMap((line, index) => {
    const kind = markerOf(line.content, comment);
    return kind === undefined || fenced[index] === true ? [] : [{ kind, index, ...line }];
  });
  const [begin, end, ...more] = markers;
  if (begin === undefined) return undefined;
  const isPair = begin.kind === 'begin' && end?.kind === 'end' && more.length === 0;
  if (!isPair) return whyNotAPair(markers);
  const body = contents.slice(begin.index + 1, end.index).map((line) => `${line}\n`);
  return { start: begin.start, end: end.end, body: body.join('') };
}

/** True if a line of the text is a marker, in fenced code or not. */
export function hasMarker(text: string, comment: BlockComment): boolean {
  return splitLines(text).some(({ content }) => markerOf(content, comment) !== undefined);
}

/** The block as it stands in a file. */
export function printBlock(text: string, comment: BlockComment, lineEnd: string): string {
  const { begin, end } = MARKERS[comment];
  return `${begin}\n${bodyOf(text)}${end}\n`.replaceAll('\n', lineEnd);
}

/** The lines of a block with LF and a final one. */
export function bodyOf(text: string): string {
  const body = withLineFeeds(text);
  return body === '' || body.endsWith('\n') ? body : `${body}\n`;
}

function markerOf(line: string, comment: BlockComment): 'begin' | 'end' | undefined {
  const { begin, end } = MARKERS[comment];
  if (line === begin) return 'begin';
  return line === end ? 'end' : undefined;
}

function whyNotAPair(markers: readonly { readonly kind: string; readonly index: number }[]): string {
  const places = markers.map(({ kind, index }) => `canonry:${kind} on line ${index + 1}`);
  return `its markers are not one pair: ${places.join(', ')}`;
}

interface Line {
  readonly content: string;
  readonly start: number;
  /** Behind the line end. */
  readonly end: number;
}

function splitLines(text: string): readonly Line[] {
  let start = 0;
  return text.split(/(?<=\n)/).map((line) => {
    const content = line.replace(/\r?\n$/, '');
    const entry = { content: start === 0 ? content.replace(/^\uFEFF/, '') : content, start, end: start + line.length };
    start += line.length;
    return entry;
  });
}

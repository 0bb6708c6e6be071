import { diagnosticOf, type Diagnostic, type Excerpt, type Finding, type Place } from './diagnostic.js';
import { tomlPositions, type Span, type TomlPositions } from './toml-positions.js';

const LONGEST_EXCERPT = 160;
const BEFORE_MARK = 60;

/** Gives each finding its line, column and excerpt, and sorts them by file and position. `texts` holds the files by path. */
export function locateFindings(findings: readonly Finding[], texts: ReadonlyMap<string, string>): Diagnostic[] {
  const positions = new Map<string, TomlPositions>();
  const positionsOf = (file: string, text: string): TomlPositions => {
    const known = positions.get(file) ?? tomlPositions(text);
    positions.set(file, known);
    return known;
  };
  const lines = new Map<string, readonly number[]>();
  const linesOf = (file: string, text: string): readonly number[] => {
    const known = lines.get(file) ?? lineStarts(text);
    lines.set(file, known);
    return known;
  };
  const located = findings.map((finding): Diagnostic => {
    const text = texts.get(finding.file);
    const span = text === undefined ? undefined : spanOf(finding.place, () => positionsOf(finding.file, text));
    if (text === undefined || span === undefined) return diagnosticOf(finding);
    return { ...diagnosticOf(finding), ...describeSpan(span, text, linesOf(finding.file, text)) };
  });
  return located.toSorted(byPosition);
}

function spanOf(place: Place, positions: () => TomlPositions): Span | undefined {
  switch (place.kind) {
    case 'file':
      return undefined;
    case 'text':
      return { start: place.offset, end: place.offset + place.length };
    case 'key':
      // A whole document has no key of its own: its first line stands for it.
      return place.path.length === 0 ? { start: 0, end: 0 } : positions().key(place.path);
    case 'value':
      return positions().value(place.path);
  }
}

function describeSpan(
  span: Span,
  text: string,
  starts: readonly number[],
): { line: number; column: number; excerpt: Excerpt } {
  const line = lineAt(starts, span.start);
  const lineStart = starts[line - 1] ?? 0;
  const lineEnd = (starts[line] ?? text.length + 1) - 1;
  const content = text.slice(lineStart, lineEnd).replace(/\r$/, '');
  const column = span.start - lineStart;
  const from = content.length <= LONGEST_EXCERPT ? 0 : Math.max(0, column - BEFORE_MARK);
  const excerpt = content.slice(from, from + LONGEST_EXCERPT);
  const start = Math.min(column - from, excerpt.length);
  const length = Math.max(1, Math.min(span.end - span.start, excerpt.length - start));
  return { line, column: column + 1, excerpt: { text: excerpt, start, length } };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The one-based line of an offset, by bisection. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

function byPosition(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file ?? '', b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

/** By UTF-16 unit: the same on every machine, whatever its locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

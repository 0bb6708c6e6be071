import { diagnosticOf, findingOf, type Diagnostic, type Excerpt, type Finding, type Place } from './diagnostic.js';
import type { Code } from './diagnostic-catalogue.js';
import { LIMITS } from './limits.js';
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
  const locate = (finding: Finding): Diagnostic => {
    const { place } = finding;
    if (place.kind === 'position') return diagnosticOf(finding);
    const text = texts.get(finding.file);
    const span = text === undefined ? undefined : spanOf(place, () => positionsOf(finding.file, text));
    if (text === undefined || span === undefined) return diagnosticOf(finding);
    const described = describeSpan(span, text, linesOf(finding.file, text));
    const excerpt = UNREAD.has(finding.code) ? withoutNeighbours(described.excerpt) : described.excerpt;
    return { ...diagnosticOf(finding), ...described, excerpt };
  };
  return summariseRepetitions(findings.map(locate).toSorted(byPosition));
}

/** One broken generator can break each line of a file: beyond a number that people read, the rest is counted. */
function summariseRepetitions(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const counts = new Map<string, number>();
  for (const diagnostic of diagnostics) counts.set(kindOf(diagnostic), (counts.get(kindOf(diagnostic)) ?? 0) + 1);
  const shown = new Map<string, number>();
  return diagnostics.flatMap((diagnostic) => {
    const kind = kindOf(diagnostic);
    const before = shown.get(kind) ?? 0;
    shown.set(kind, before + 1);
    if (before < LIMITS.repetitions) return [diagnostic];
    if (before > LIMITS.repetitions) return [];
    const { file = '', code, line, column } = diagnostic;
    const count = String((counts.get(kind) ?? 0) - LIMITS.repetitions);
    const rest = diagnosticOf(findingOf('more-like-this', { file }, { count, code }));
    return [{ ...rest, ...(line === undefined ? {} : { line, column: column ?? 1 }) }];
  });
}

function spanOf(place: Exclude<Place, { kind: 'position' }>, positions: () => TomlPositions): Span | undefined {
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

/** Nobody knows what a key means that is not ours: its value may be a secret, and diagnostics end up in logs. */
const UNREAD: ReadonlySet<Diagnostic['code']> = new Set<Code>([
  'unknown-key',
  'refused-key',
  'skill-unknown-key',
  'inline-secret',
]);

/** The marked key, and of what stands around it only the brackets and dots of a header. */
function withoutNeighbours({ text, start, length }: Excerpt): Excerpt {
  const before = text.slice(0, start);
  const after = text.slice(start + length);
  const shownBefore = /^[\s[]*(?:[\w-]+\.)*$/.test(before) ? before : '… ';
  const shownAfter = /^(?:\.[\w-]+)*[\s\]]*$/.test(after) ? after : ' …';
  return { text: shownBefore + text.slice(start, start + length) + shownAfter, start: shownBefore.length, length };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function kindOf({ file, code }: Diagnostic): string {
  return JSON.stringify([file, code]);
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

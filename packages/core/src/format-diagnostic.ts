import type { Diagnostic } from './diagnostic.js';
import { escapeInvisible } from './text/quote.js';
import { displayWidth } from './text/display-width.js';
import { wrapWords } from './text/wrap-words.js';

/** Marks a stretch of output for a terminal; the identity for everything else. */
export type Paint = (style: 'error' | 'warning' | 'info' | 'bold' | 'faint', text: string) => string;

/**
 * A diagnostic as people read it: message, place, source line with a mark below it, hint. Without final newline. On so many
 * columns, what is said is wrapped; places and sources, which people copy, never are.
 */
export function formatDiagnostic(
  diagnostic: Diagnostic,
  paint: Paint = (_, text) => text,
  columns = Number.POSITIVE_INFINITY,
): string {
  const { severity, code, message, hint } = diagnostic;
  const gutter = ' '.repeat(String(diagnostic.line ?? 0).length);
  const name = `${severity}[${code}]`;
  const said = wrapWords(`: ${message}`, { columns, taken: name.length, indent: '  ' });
  const lines = [
    `${paint(severity, name)}${said
      .split('\n')
      .map((line) => paint('bold', line))
      .join('\n')}`,
  ];
  if (diagnostic.file !== undefined) lines.push(`${gutter}${paint('faint', '-->')} ${placeOf(diagnostic)}`);
  if (diagnostic.excerpt !== undefined) lines.push(...formatExcerpt(diagnostic, gutter, paint));
  if (hint !== undefined) {
    const indent = `${gutter}   `;
    const advice = wrapWords(`hint: ${hint}`, { columns, taken: indent.length, indent });
    lines.push(`${gutter} ${paint('faint', '=')} ${advice}`);
  }
  return lines.join('\n');
}

function placeOf({ file = '', line, column }: Diagnostic): string {
  const path = escapeInvisible(file);
  return line === undefined ? path : `${path}:${line}:${column ?? 1}`;
}

function formatExcerpt({ severity, line, excerpt }: Diagnostic, gutter: string, paint: Paint): string[] {
  if (excerpt === undefined) return [];
  const before = visible(excerpt.text.slice(0, excerpt.start));
  const marked = visible(excerpt.text.slice(excerpt.start, excerpt.start + excerpt.length));
  const after = visible(excerpt.text.slice(excerpt.start + excerpt.length));
  const bar = paint('faint', '|');
  const marks = '^'.repeat(Math.max(1, displayWidth(marked)));
  return [
    `${gutter} ${bar}`,
    `${paint('faint', String(line ?? ''))} ${bar} ${before}${marked}${after}`.trimEnd(),
    `${gutter} ${bar} ${' '.repeat(displayWidth(before))}${paint(severity, marks)}`,
  ];
}

/** One column for each character that would move the cursor or hide itself, so that the mark below stays true. */
function visible(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u00B7');
}

import {
  displayWidth,
  escapeInvisible,
  quote,
  type Action,
  type ExplainedPart,
  type ExplainedPolicy,
  type Explanation,
  type Paint,
} from '@canonry/core';
import type { ExplainedTarget } from './harness-decisions.js';

const GAP = '  ';

/** How a terminal shows it; without columns, nothing is too wide. */
interface Look {
  readonly paint: Paint;
  readonly columns: number | undefined;
}

/** The decision, below it each part of the subject with what decided it, and what the harnesses do. */
export function explanationToText(
  { tool, subject, decision, parts }: Explanation,
  targets: readonly ExplainedTarget[],
  { paint, columns }: Look,
): string {
  const head = `${paintAction(decision, paint)}${GAP}${escapeInvisible(subject) || tool}\n`;
  const rows = parts.map((part): Row => [
    part.decision,
    [part.tool, escapeInvisible(part.subject), sourceOf(part)],
    part.rule === undefined ? '' : placeOf(part.rule),
  ]);
  const harnesses = targets.map(({ name, enforcement, decision: there, owned }): Row => [
    there,
    [`in ${name}`, enforcement],
    owned ?? '',
  ]);
  const notes = targets.flatMap(({ name, owned, summary }) =>
    owned === undefined || summary === undefined ? [] : [`${owned}: ${name} ${summary}\n`],
  );
  const beside = harnesses.length === 0 ? '' : `\n${formatRows(harnesses, { paint, columns })}${notes.join('')}`;
  return `${head}\n${formatRows(rows, { paint, columns })}${beside}`;
}

/** The rules in the order in which they are asked: from the last one up, and the intent in the end. */
export function policyToText({ agent, tool, source, intent, rules }: ExplainedPolicy, look: Look): string {
  const head = `${agent}, ${tool}: `;
  if (source === 'unspecified') return `${head}unspecified; the harness decides as it would without canonry\n`;
  if (source === 'star') return `${head}${intent ?? ''}, the intent of [permissions."*"]\n`;
  const rows = rules.map((rule): Row => [rule.action, [escapeInvisible(rule.pattern)], placeOf(rule)]);
  const rest: Row = [intent, [rules.length === 0 ? 'everything' : 'everything else'], 'intent'];
  return `${head}the first that matches decides (the last one in the file)\n\n${formatRows([...rows, rest], look)}`;
}

type Row = readonly [decision: Action | null, cells: readonly string[], place: string];

/** A place that does not fit beside what it is about stands below it, whole, to be copied. */
function formatRows(rows: readonly Row[], { paint, columns = Number.POSITIVE_INFINITY }: Look): string {
  const count = Math.max(...rows.map(([, cells]) => cells.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map(([, cells]) => displayWidth(cells[column] ?? ''))),
  );
  const actionWidth = Math.max(...rows.map(([decision]) => wordOf(decision).length));
  return rows
    .map(([decision, cells, place]) => {
      const padded = cells.map((cell, column) => pad(cell, widths[column] ?? 0)).join(GAP);
      const action = paintAction(decision, paint) + ' '.repeat(actionWidth - wordOf(decision).length);
      const taken = actionWidth + 2 * GAP.length + displayWidth(place);
      const beside = [padded, cells.join(GAP)].find((text) => taken + displayWidth(text) <= columns);
      const below = `${cells.join(GAP)}\n${' '.repeat(actionWidth + GAP.length)}`;
      return `${action}${GAP}${`${beside ?? below}${GAP}${paint('faint', place)}`.trimEnd()}\n`;
    })
    .join('');
}

function sourceOf({ source, rule, raised }: ExplainedPart): string {
  if (raised !== undefined) return raised;
  if (rule !== undefined) return `rule ${quote(`${rule.pattern}:${rule.action}`)}`;
  return source === 'star' ? 'intent of [permissions."*"]' : source;
}

function placeOf({ file, line }: { readonly file: string; readonly line: number | null }): string {
  return line === null ? file : `${file}:${line}`;
}

const STYLES = { allow: 'info', ask: 'warning', deny: 'error' } as const;

function paintAction(decision: Action | null, paint: Paint): string {
  return decision === null ? wordOf(decision) : paint(STYLES[decision], decision);
}

function wordOf(decision: Action | null): string {
  return decision ?? 'unspecified';
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

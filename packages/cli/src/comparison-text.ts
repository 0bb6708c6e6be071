import { displayWidth, escapeInvisible, type PermissionChange, type Paint, type RosterComparison } from '@canonry/core';

const GAP = '  ';

/** What changed, as a table with what widened on top. A witness that does not fit beside the rest stands below it. */
export function comparisonToText(
  { changes, added, removed }: RosterComparison,
  paint: Paint,
  columns = Number.POSITIVE_INFINITY,
): string {
  const rows = [...changes].toSorted(byKind).map(cellsOf);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => displayWidth(row[column] ?? ''))));
  const lines = rows.map((row) => formatRow(row, widths, { paint, columns }));
  const notes = [
    ...added.map((agent) => `${agent} is new and compared with an agent that may do nothing`),
    ...removed.map((agent) => `${agent} is gone`),
  ];
  if (lines.length + notes.length === 0) return 'no agent may do more or less than before\n';
  return [...lines, ...notes].map((line) => `${line}\n`).join('');
}

/** What widened comes first, then what could not be proved. */
export const KINDS = ['widened', 'unproved', 'narrowed'] as const;

export function byKind(a: PermissionChange, b: PermissionChange): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
}

/** What a change is about: a tool of an agent, or a setting of a target. */
export function subjectOf({ scope, agent, tool, target }: PermissionChange): readonly [who: string, what: string] {
  if (scope === 'policy') return [agent ?? '', tool ?? ''];
  if (scope === 'accept') return [agent ?? '', `${tool ?? ''} on ${target ?? ''}: accepted`];
  return [target ?? '', 'enforcement'];
}

type Row = readonly [kind: PermissionChange['kind'], who: string, what: string, how: string, witness: string];

function cellsOf(change: PermissionChange): Row {
  const [who, what] = subjectOf(change);
  const how = `${change.old ?? 'unspecified'} -> ${change.new ?? 'unspecified'}`;
  const witness = change.witness === null ? '' : escapeInvisible(change.witness);
  return [change.kind, who, what, change.kind === 'unproved' && change.witness === null ? '' : how, witness];
}

interface Look {
  readonly paint: Paint;
  readonly columns: number;
}

function formatRow(
  [kind, ...cells]: Row,
  [kindWidth = 0, ...widths]: readonly number[],
  { paint, columns }: Look,
): string {
  const style = kind === 'narrowed' ? 'info' : 'error';
  const padded = cells.map((cell, index) => pad(cell, widths[index] ?? 0));
  const [witness = '', ...before] = padded.toReversed();
  const start = `${paint(style, pad(kind, kindWidth))}${GAP}${before.toReversed().join(GAP)}`;
  const width = displayWidth([pad(kind, kindWidth), ...padded].join(GAP).trimEnd());
  return (width <= columns ? `${start}${GAP}${witness}` : `${start.trimEnd()}\n    ${witness}`).trimEnd();
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

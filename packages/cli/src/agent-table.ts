import { displayWidth, escapeInvisible, truncateToWidth, type Agent, type Paint } from '@canonry/core';
import { summarisePermissions } from './summarise-permissions.js';

const GAP = '  ';
/** Below this, a description beside the other columns is no longer worth reading. */
const NARROWEST_DESCRIPTION = 24;

/** The agents as a table, or as a block for each where the terminal is too narrow. Without `columns`, nothing is cut. */
export function formatAgents(agents: readonly Agent[], columns: number | undefined, paint: Paint): string {
  if (agents.length === 0) return '';
  const rows = [HEADER, ...agents.map(cellsOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const before = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  if (columns !== undefined && columns < before + NARROWEST_DESCRIPTION)
    return rows
      .slice(1)
      .map((row) => formatBlock(row, columns, paint))
      .join('\n');
  const room = columns === undefined ? Number.POSITIVE_INFINITY : columns - before;
  return rows.map((row, index) => formatRow(row, widths, room, index === 0, paint)).join('');
}

type Row = readonly [name: string, mode: string, may: string, description: string];

const HEADER: Row = ['NAME', 'MODE', 'MAY', 'DESCRIPTION'];

function cellsOf(agent: Agent): Row {
  return [agent.name, agent.mode, summarisePermissions(agent), escapeInvisible(agent.description)];
}

function formatRow(
  [name, mode, may, description]: Row,
  [nameWidth = 0, modeWidth = 0, mayWidth = 0]: readonly number[],
  room: number,
  isHeader: boolean,
  paint: Paint,
): string {
  const cells = [pad(name, nameWidth), pad(mode, modeWidth), pad(may, mayWidth), truncateToWidth(description, room)];
  if (isHeader) return `${paint('faint', cells.join(GAP))}\n`;
  const [first = '', ...others] = cells;
  return `${[paint('bold', first), ...others].join(GAP)}\n`;
}

function formatBlock([name, mode, may, description]: Row, columns: number, paint: Paint): string {
  const cut = (text: string): string => truncateToWidth(text, columns);
  return `${paint('bold', cut(name))}\n${cut(`  ${mode}: ${may}`)}\n${cut(`  ${description}`)}\n`;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

import type { ReportedAgent, ReportModel } from '@canonry/core/report';
import { showAgent } from './agent-detail.js';
import { showCell } from './cell-detail.js';
import { looserMarks, lossMarks, stricterMarks, summary } from './decision.js';
import { byId, element, row, table } from './element.js';
import { growing } from './growing.js';
import { cellOf } from './model.js';

/** The target whose decisions are shown, by its place; -1: what the definitions say, and who does not hold it. */
type View = number;

export interface Matrix {
  readonly show: (agents: readonly ReportedAgent[], view: View) => void;
  readonly finish: () => void;
}

export function makeMatrix(model: ReportModel): Matrix {
  const shown = table('Each agent with each tool. A cell opens its rules.', ['Agent', ...model.tools], []);
  const place = byId('matrix');
  place.append(
    element('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'Table of agents and tools' }, shown),
  );
  shown.addEventListener('keydown', moveWithArrows);
  const rows = growing(shown.tBodies[0] ?? shown, place);
  return {
    show: (agents, view) => rows.show(agents.map((agent) => () => rowOf(model, agent, view))),
    finish: rows.finish,
  };
}

function rowOf(model: ReportModel, agent: ReportedAgent, view: View): HTMLElement {
  const name = element('button', { type: 'button', class: 'name' }, agent.name);
  name.addEventListener('click', () => showAgent(model, agent));
  return row(
    name,
    model.tools.map((tool, index) => [cellButton(model, agent, tool, index, view)]),
  );
}

function cellButton(model: ReportModel, agent: ReportedAgent, tool: string, index: number, view: View): HTMLElement {
  const cell = cellOf(model, agent, index);
  const { rows, remarks } = cell;
  const words =
    view === -1
      ? summary(rows, ({ action }) => action)
      : summary(rows, ({ targets }) => targets[view]?.decision ?? null);
  const here = view === -1 ? remarks : remarks.filter(({ target }) => target === model.targets[view]?.name);
  const button = element(
    'button',
    { type: 'button', class: 'cell' },
    element('span', { class: 'tool' }, `${tool} `),
    ...words,
    ...looserMarks(model, rows),
    ...stricterMarks(model, cell),
    ...lossMarks(here),
  );
  button.addEventListener('click', () => showCell(model, agent, index));
  return button;
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Besides Tab: to the cell above, below, before or behind. */
function moveWithArrows(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const cell = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>('td, th') : null;
  const line = cell?.parentElement;
  if (step === undefined || cell === null || !(line instanceof HTMLTableRowElement)) return;
  const body = line.parentElement;
  const other = body?.children[[...body.children].indexOf(line) + step[0]];
  const next = other instanceof HTMLTableRowElement ? other.cells[cell.cellIndex + step[1]] : undefined;
  const button = next?.querySelector('button');
  if (button === null || button === undefined) return;
  event.preventDefault();
  button.focus();
}

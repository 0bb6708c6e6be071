import type { ReportedAgent, ReportedCell, ReportModel } from '@canonry/core/report';
import { byId } from './element.js';

export type Decision = ReportedCell['rows'][number]['decision'];

/** What the command wrote into the page. */
export function readModel(): ReportModel {
  const model: ReportModel = JSON.parse(byId('model').textContent ?? '');
  return model;
}

const NOTHING: ReportedCell = { source: 'unspecified', rows: [], remarks: [] };

export function cellOf(model: ReportModel, agent: ReportedAgent, tool: number): ReportedCell {
  return model.cells[agent.cells[tool] ?? -1] ?? NOTHING;
}

export function wordOf(decision: string | null): string {
  return decision ?? 'unspecified';
}

/** Everything that a search looks at, in small letters. */
export function searchable(model: ReportModel, agent: ReportedAgent): string {
  const { name, displayName, mode, description, tags, skills, rules, context, file } = agent;
  const said = agent.cells.flatMap((place) => {
    const { rows = [], remarks = [] } = model.cells[place] ?? {};
    return [...rows.map(({ pattern }) => pattern), ...remarks.flatMap(({ code, witness }) => [code, witness])];
  });
  const texts = [name, displayName, mode, description, ...tags, ...skills, ...rules, ...context, file, ...said];
  return texts.join('\n').toLowerCase();
}

/** `1 agent`, `2 agents`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

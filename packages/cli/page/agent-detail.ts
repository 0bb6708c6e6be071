import type { ReportedAgent, ReportModel } from '@canonry/core/report';
import { openDialog } from './dialog.js';
import { element } from './element.js';
import { remarkList } from './remarks.js';

/** Who an agent is, and what is said about it apart from its tools. */
export function showAgent(_model: ReportModel, agent: ReportedAgent): void {
  openDialog(
    agent.displayName === null ? agent.name : `${agent.displayName} (${agent.name})`,
    element('p', {}, agent.description),
    facts(agent),
    ...(agent.remarks.length === 0 ? [] : [element('h3', {}, 'What is said about it')]),
    ...remarkList(agent.remarks),
  );
}

function facts({ mode, tags, skills, rules, context, maxTurns, file }: ReportedAgent): HTMLElement {
  const all: readonly (readonly [string, string])[] = [
    ['mode', mode],
    ['tags', tags.join(', ')],
    ['skills', skills.join(', ')],
    ['rules', rules.join(', ')],
    ['context', context.join(', ')],
    ['turns at most', maxTurns === null ? '' : String(maxTurns)],
    ['file', file],
  ];
  const shown = all.filter(([, value]) => value !== '');
  return element('dl', {}, ...shown.flatMap(([key, value]) => [element('dt', {}, key), element('dd', {}, value)]));
}

import type { EmittedText, ReportedAgent, ReportedCell, ReportedRow, ReportModel } from '@canonry/core/report';
import { badge, isLooser } from './decision.js';
import { openDialog } from './dialog.js';
import { element, row, table } from './element.js';
import { cellOf } from './model.js';
import { remarkList } from './remarks.js';

const SOURCES = {
  policy:
    'The first rule that matches decides; they are shown from the last one in the file up, which is the order in which they are asked.',
  star: 'Nothing is said about this tool itself: the intent of [permissions."*"] holds.',
  unspecified: 'Nothing is said about this tool: each harness decides as it would without canonry.',
} as const;

/** What an agent may do with a tool: rules, targets, losses, and the emitted lines. */
export function showCell(model: ReportModel, agent: ReportedAgent, tool: number): void {
  const cell = cellOf(model, agent, tool);
  const changes = (model.since?.changes ?? []).filter(
    (change) => change.agent === agent.name && change.tool === model.tools[tool],
  );
  openDialog(
    `${agent.name}: ${model.tools[tool] ?? ''}`,
    ...changes.map(({ kind, witness, old, new: now }) => {
      const example = witness === null ? '' : `, for example ${witness}`;
      const text = `${kind} since ${model.since?.revision ?? ''}: ${old ?? 'unspecified'} → ${now ?? 'unspecified'}${example}`;
      return element('p', { class: `change ${kind}` }, kind === 'narrowed' ? text : `▲ ${text}`);
    }),
    element('p', {}, SOURCES[cell.source]),
    rulesTable(model, agent, cell),
    ...ownedNotes(model, cell),
    ...(cell.remarks.length === 0 ? [] : [element('h3', {}, 'What is said about it')]),
    ...remarkList(cell.remarks),
    ...model.targets.flatMap((target, index) => [
      element('h3', {}, `Emitted for ${target.name}`),
      ...emitted(model, target, agent.lines[tool]?.[index] ?? []),
    ]),
  );
}

function rulesTable(model: ReportModel, agent: ReportedAgent, { rows }: ReportedCell): HTMLElement {
  const heads = ['Rule', 'Says', 'Where', 'For example', 'Definition', ...model.targets.map(({ name }) => name)];
  const shown = table(
    'Rules, and what comes of an example',
    heads,
    rows.map((one) => ruleRow(agent, one)),
  );
  return element('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'Table of rules' }, shown);
}

function ruleRow(
  { file }: ReportedAgent,
  { pattern, action, line, example, decision, targets }: ReportedRow,
): HTMLElement {
  const head = pattern === null ? new Text('everything else') : element('code', {}, pattern);
  const where = action === null ? '' : element('code', {}, line === null ? file : `${file}:${line}`);
  const asked = example === null ? 'nothing gets here' : example === '' ? '' : element('code', {}, example);
  return row(head, [
    [badge(action)],
    [where],
    [asked],
    example === null ? [] : [badge(decision)],
    ...targets.map((there) => {
      if (there === null) return ['–'];
      const mark = isLooser(decision, there.decision)
        ? ' ▲ looser'
        : decision === null || decision === there.decision
          ? ''
          : ' ≠';
      const marked = mark === '' ? [] : [element('strong', mark === ' ≠' ? {} : { class: 'error' }, mark)];
      const owned = there.owned === undefined ? [] : [element('span', { class: 'owned' }, ' decides by itself')];
      return [badge(there.decision), ...marked, ...owned];
    }),
  ]);
}

/** In which cases the harnesses decide by themselves here. */
function ownedNotes({ targets }: ReportModel, { rows }: ReportedCell): Node[] {
  const notes = targets.flatMap(({ name, owned }, index) => {
    const cases = new Set(rows.flatMap((one) => one.targets[index]?.owned ?? []));
    return [...cases].map((place) =>
      element('li', {}, `${name} ${owned[place]?.summary ?? ''} (${owned[place]?.code ?? ''})`),
    );
  });
  return notes.length === 0 ? [] : [element('ul', { class: 'remarks' }, ...notes)];
}

type ReportedTarget = ReportModel['targets'][number];

function emitted(model: ReportModel, target: ReportedTarget, places: readonly number[]): Node[] {
  if (target.isRefused) return [element('p', {}, 'Nothing would be written: there are errors.')];
  if (!target.showsLines) return [element('p', {}, 'This target does not say which of its lines are about a tool.')];
  const blocks = places.flatMap((place) => model.lines[place] ?? []);
  if (blocks.length === 0) return [element('p', {}, 'No line is about this tool alone.')];
  const paths = [...new Set(blocks.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const here = blocks.filter((one) => one.path === path);
    const shared = here.some(({ isShared }) => isShared) ? ', for all agents' : '';
    const label = `${path}${shared}`;
    const lines = element('pre', { tabindex: '0', 'aria-label': label }, here.map(numbered).join('\n'));
    return [element('p', { class: 'path' }, element('code', {}, path), shared), lines];
  });
}

function numbered({ line, text }: EmittedText): string {
  return text
    .split('\n')
    .map((one, index) => `${String(line + index).padStart(5)}  ${one}`)
    .join('\n');
}

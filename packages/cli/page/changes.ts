import type { ReportedChanges } from '@canonry/core/report';
import { badge } from './decision.js';
import { byId, element, row, table } from './element.js';
import { growing } from './growing.js';
import { count } from './model.js';

type Change = ReportedChanges['changes'][number];

const MARKS = { widened: '▲ WIDENED', unproved: '? UNPROVED', narrowed: '▽ narrowed' } as const;

/** What changed, with what widened before everything else; gives what makes all of it, for printing. */
export function showChanges({ revision, changes, added, removed }: ReportedChanges): () => void {
  const section = byId('changes');
  const number = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;
  const [widened, unproved, narrowed] = [number('widened'), number('unproved'), number('narrowed')];
  const isWider = widened + unproved > 0;
  section.hidden = false;
  section.classList.toggle('wider', isWider);
  const verdict = isWider
    ? `▲ ${count(widened, 'permission')} widened since ${revision}${unproved > 0 ? `, ${unproved} unproved` : ''}`
    : `No agent may do more since ${revision}`;
  const notes = [
    ...(narrowed > 0 ? [`${count(narrowed, 'permission')} narrowed.`] : []),
    ...(added.length > 0 ? [`New, and compared with an agent that may do nothing: ${added.join(', ')}.`] : []),
    ...(removed.length > 0 ? [`Gone: ${removed.join(', ')}.`] : []),
  ];
  section.append(element('h2', { id: 'changes-title' }, verdict));
  if (notes.length > 0) section.append(element('p', {}, notes.join(' ')));
  if (changes.length === 0) return () => undefined;
  const heads = ['What happened', 'Who', 'What', 'Then', 'Now', 'For example'];
  const shown = table(`Changes since ${revision}, what widened first`, heads, []);
  section.append(
    element('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'Table of changes' }, shown),
  );
  const rows = growing(shown.tBodies[0] ?? shown, section);
  const sorted = changes.toSorted((a, b) => rankOf(a) - rankOf(b));
  rows.show(sorted.map((change) => () => rowOf(change)));
  return rows.finish;
}

/** What widened comes first, and of that what now runs without a question. */
function rankOf({ kind, new: now }: Change): number {
  const kinds = Object.keys(MARKS);
  return kinds.indexOf(kind) * 3 + (now === 'allow' ? 0 : now === 'ask' ? 1 : 2);
}

function rowOf(change: Change): HTMLElement {
  const [who, what] = subjectOf(change);
  const cells = [[who], [what], [said(change, change.old)], ['→ ', said(change, change.new)], exampleOf(change)];
  const made = row(element('strong', {}, MARKS[change.kind]), cells);
  made.className = change.kind;
  return made;
}

function subjectOf({ scope, agent, tool, target }: Change): readonly [who: string, what: string] {
  if (scope === 'policy') return [agent ?? '', tool ?? ''];
  if (scope === 'accept') return [agent ?? '', `${tool ?? ''} on ${target ?? ''}: accepted`];
  return [target ?? '', 'enforcement'];
}

function exampleOf({ witness }: Change): (Node | string)[] {
  return witness === null ? [] : [element('code', {}, witness)];
}

/** A decision, or of a setting what it was. */
function said({ scope }: Change, value: Change['old']): Node {
  const decision =
    scope === 'policy' ? ([null, 'allow', 'ask', 'deny'] as const).find((one) => one === value) : undefined;
  return decision === undefined ? new Text(value ?? 'not there') : badge(decision);
}

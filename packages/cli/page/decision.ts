import type { ReportedCell, ReportedRemark, ReportModel } from '@canonry/core/report';
import { element } from './element.js';
import { wordOf, type Decision } from './model.js';

/** A decision as a coloured word. */
export function badge(decision: Decision): HTMLElement {
  return element('span', { class: `decision ${wordOf(decision)}` }, wordOf(decision));
}

/** What a cell shows: what holds where no rule matches, and how many rules say something else. */
export function summary(rows: ReportedCell['rows'], decide: (row: ReportedCell['rows'][number]) => Decision): Node[] {
  const rest = rows.at(-1);
  if (rest === undefined) return [badge(null)];
  const others = rows.slice(0, -1).map(decide);
  const counts = (['allow', 'ask', 'deny'] as const).flatMap((action) => {
    const number = others.filter((one) => one === action).length;
    return number === 0 ? [] : [element('span', { class: `count ${action}` }, `${number} ${action}`)];
  });
  return [badge(decide(rest)), ...counts.flatMap((one) => [new Text(' '), one])];
}

/** True where a harness lets an agent do more than the definition, which only a case can be that it decides by itself. */
export function isLooser(decision: Decision, there: Decision | undefined): boolean {
  return decision !== null && there !== undefined && there !== null && STRICTNESS[there] < STRICTNESS[decision];
}

const STRICTNESS = { allow: 0, ask: 1, deny: 2 } as const;

/** One mark for each target that is looser with an example, with the one that opens most. */
export function looserMarks(model: ReportModel, rows: ReportedCell['rows']): HTMLElement[] {
  return model.targets.flatMap(({ name }, index) => {
    const looser = rows.filter(({ decision, targets }) => isLooser(decision, targets[index]?.decision));
    return ownMark({ name, index, sign: '▲', rows: looser });
  });
}

/** One mark for each target that is stricter with an example, where no remark says so. */
export function stricterMarks(model: ReportModel, { rows, remarks }: ReportedCell): HTMLElement[] {
  return model.targets.flatMap(({ name }, index) => {
    if (remarks.some(({ isLoss, target }) => isLoss && target === name)) return [];
    const stricter = rows.filter(({ decision, targets }) => isLooser(targets[index]?.decision ?? null, decision));
    return ownMark({ name, index, sign: '≠', rows: stricter });
  });
}

interface OwnMark {
  readonly name: string;
  readonly index: number;
  readonly sign: '▲' | '≠';
  readonly rows: ReportedCell['rows'];
}

function ownMark({ name, index, sign, rows }: OwnMark): HTMLElement[] {
  const distance = ({ decision, targets }: ReportedCell['rows'][number]): number =>
    Math.abs(STRICTNESS[decision ?? 'ask'] - STRICTNESS[targets[index]?.decision ?? 'ask']);
  const [shown, ...others] = rows.toSorted((a, b) => distance(b) - distance(a));
  if (shown === undefined) return [];
  const [here, there] = [wordOf(shown.decision), wordOf(shown.targets[index]?.decision ?? null)];
  const text = `${sign} ${name} decides by itself: ${here} → ${there} `;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const kind = sign === '▲' ? 'loss worse' : 'loss';
  return [element('span', { class: kind }, text, element('code', {}, shown.example ?? ''), more)];
}

/** One mark for each target that loses something here, with the first subject that shows it. */
export function lossMarks(remarks: readonly ReportedRemark[]): HTMLElement[] {
  const targets = [...new Set(remarks.filter(({ isLoss }) => isLoss).map(({ target }) => target))];
  return targets.map((target) => {
    const losses = remarks.filter((one) => one.isLoss && one.target === target);
    const isWorse = losses.some(({ severity }) => severity === 'error');
    const [first] = losses;
    const witness = losses.find((one) => one.witness !== null)?.witness;
    const more = losses.length > 1 ? ` and ${losses.length - 1} more` : '';
    const shown = witness === undefined || witness === null ? [] : [' ', element('code', {}, witness)];
    const word = isWorse ? 'error' : first?.code === 'accepted-loss' ? 'accepted' : (first?.code ?? '');
    return element('span', { class: isWorse ? 'loss worse' : 'loss' }, `≠ ${target ?? ''}: ${word}`, ...shown, more);
  });
}

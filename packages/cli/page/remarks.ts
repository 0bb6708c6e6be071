import type { ReportedRemark } from '@canonry/core/report';
import { element } from './element.js';

/** What is said about something, losses first. */
export function remarkList(remarks: readonly ReportedRemark[]): Node[] {
  if (remarks.length === 0) return [];
  const sorted = remarks.toSorted((a, b) => rank(a) - rank(b));
  return [element('ul', { class: 'remarks' }, ...sorted.map(item))];
}

function rank({ severity, isLoss }: ReportedRemark): number {
  if (severity === 'error') return 0;
  return isLoss ? 1 : 2;
}

function item({ code, severity, isLoss, message, witness, file, line, hint }: ReportedRemark): HTMLElement {
  const place = file === null ? '' : line === null ? file : `${file}:${line}`;
  return element(
    'li',
    { class: `${severity}${isLoss ? ' is-loss' : ''}` },
    element('strong', {}, `${severity} ${code}`),
    ` ${message}`,
    ...(witness === null ? [] : [element('span', { class: 'where' }, ' shown by ', element('code', {}, witness))]),
    ...(place === '' ? [] : [element('span', { class: 'where' }, ' in ', element('code', {}, place))]),
    ...(hint === null ? [] : [element('p', { class: 'hint' }, hint)]),
  );
}

import { judge } from './bounds.mjs';
import { cellOf, labelsOf, sizesIn } from './results.mjs';

/** The results as Markdown tables, which a terminal shows as well: one of times and memory, one of what was asked for. */
export function describeResults(results) {
  const sizes = sizesIn(results);
  const labels = [...labelsOf(results)].filter(([row]) => sizes.some((size) => cellOf(results, row, size)));
  const { machine, date, runs } = results;
  return [
    `${date}, ${machine.cpu}, ${machine.cores} cores, ${machine.memory} GiB, ${machine.system}, Node ${machine.node}; ` +
      `load ${machine.load.join(' to ')}. ` +
      `Medians of ${sizes.map((size) => `${runs[size]} (${count(size)} agents)`).join(', ')} runs. ` +
      'Each cell: processor seconds / seconds on the clock / peak MiB.',
    table(
      ['', ...sizes.map((size) => `${count(size)} agents`)],
      labels.map(([row, label]) => [label, ...sizes.map((size) => showCell(cellOf(results, row, size)))]),
    ),
    table(
      ['ratio of processor times', 'asked for', 'measured', ''],
      judge(results).map(({ what, bound, measured, isHeld }) => [
        what,
        bound,
        measured,
        isHeld ? 'held' : '**not held**',
      ]),
    ),
  ].join('\n\n');
}

/** A Markdown table whose columns stand below each other, as prettier wants it. */
export function table(head, rows) {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** `text` with the lines between two comments replaced. */
export function putBetween(text, lines) {
  const marks = /(<!-- Written by npm run bench\. -->\n\n)[^]*?(\n<!-- End of what is written\. -->)/;
  if (!marks.test(text)) throw new Error('there are no marks to write between');
  return text.replace(marks, (_, before, after) => `${before}${lines}\n${after}`);
}

function showCell(cell) {
  if (cell === undefined) return '';
  return `${seconds(cell.cpu)} / ${seconds(cell.wall)} / ${Math.round(cell.peak / 1024)}`;
}

function seconds(value) {
  return value < 10 ? value.toFixed(2) : value.toFixed(1);
}

export function count(size) {
  return String(size).replace(/\B(?=(?:\d{3})+$)/g, ' ');
}

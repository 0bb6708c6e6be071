import { cellOf, sizesIn } from './results.mjs';
import { count } from './table.mjs';

const COLUMNS = [
  ['cold', 'nothing there yet'],
  ['same', 'nothing changed'],
  ['check', 'check'],
];
const FLOORS = { cold: 'safe', same: 'read', check: 'read' };
const [WIDTH, MARGIN, LABEL, VALUE, BAR, GAP, TITLE] = [300, 16, 92, 56, 14, 4, 26];

/** Bars of processor time as an SVG image: a block for each number of agents, a column for each kind of run. */
export function drawChart(results) {
  const blocks = sizesIn(results).map((agents) => COLUMNS.map((column) => barsOf(results, agents, column)));
  const heights = blocks.map(
    (columns) => TITLE + Math.max(...columns.map(({ bars }) => bars.length)) * (BAR + GAP) + 14,
  );
  const tops = heights.map((_, index) => 44 + heights.slice(0, index).reduce((sum, one) => sum + one, 0));
  const [width, height] = [COLUMNS.length * WIDTH + MARGIN, 44 + heights.reduce((sum, one) => sum + one, 0)];
  const drawn = blocks.flatMap((columns, row) =>
    columns.map((block, column) => drawBlock(block, MARGIN + column * WIDTH, tops[row])),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Processor time of canonry, other tools and the floor">
<style>
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.faint { fill: #59636e }
.page { fill: #ffffff }
.own { fill: #0969da }
.peer { fill: #b1bac4 }
.floor { fill: #6e7781 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .faint { fill: #9198a1 }
  .page { fill: #0d1117 }
  .own { fill: #4493f8 }
  .peer { fill: #484f58 }
  .floor { fill: #8b949e }
}
</style>
<rect class="page" width="100%" height="100%" rx="8"/>
<text class="title" x="${MARGIN}" y="26">Processor seconds, Claude Code and OpenCode; the floor is reading or safely writing the files of three harnesses</text>
${drawn.join('')}</svg>
`;
}

function barsOf(results, agents, [kind, title]) {
  const rows = [
    ['canonry', `two ${kind}`, 'own'],
    ['… and Pi', kind, 'own'],
    ['floor', FLOORS[kind], 'floor'],
    ...results.peers.map(({ name }) => [name, `${name} ${kind}`, 'peer']),
  ];
  const bars = rows.flatMap(([label, row, look]) => {
    const cell = cellOf(results, row, agents);
    return cell === undefined ? [] : [{ label, look, seconds: cell.cpu }];
  });
  return { title: `${count(agents)} agents, ${title}`, bars };
}

function drawBlock({ title, bars }, left, top) {
  const longest = Math.max(...bars.map(({ seconds }) => seconds));
  const room = WIDTH - LABEL - VALUE - MARGIN;
  const rows = bars.map(({ label, look, seconds }, index) => {
    const y = top + TITLE - 8 + index * (BAR + GAP);
    const width = Math.max(1, (seconds / longest) * room).toFixed(1);
    return (
      `<text class="faint" x="${left}" y="${y + 11}">${label}</text>` +
      `<rect class="${look}" x="${left + LABEL}" y="${y}" width="${width}" height="${BAR}" rx="2"/>` +
      `<text x="${(left + LABEL + Number(width) + 6).toFixed(1)}" y="${y + 11}">${seconds.toFixed(2)}</text>\n`
    );
  });
  return `<text class="title" x="${left}" y="${top + 10}">${title}</text>\n${rows.join('')}`;
}

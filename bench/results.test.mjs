import { describe, expect, it } from 'vitest';
import { judge } from './bounds.mjs';
import { drawChart } from './chart.mjs';
import { RESULTS } from './results.fixture.mjs';
import { cellOf, labelsOf, median, sizesIn } from './results.mjs';
import { describeResults, putBetween, table } from './table.mjs';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[10, 9, 100], 10],
    [[4, 1, 3, 2], 2],
  ])('of %j is %i', (values, expected) => expect(median(values)).toBe(expected));

  it('is what a cell shows, and the peak beside it', () => {
    expect(cellOf(RESULTS, 'cold', 6)).toEqual({ cpu: 1, wall: 2, peak: 102_400 });
    expect(cellOf(RESULTS, 'cold', 7)).toBeUndefined();
    expect(sizesIn(RESULTS)).toEqual([6, 1000]);
  });
});

describe('what was asked for', () => {
  it('is judged where it was measured', () => {
    expect(judge(RESULTS)).toEqual([
      { what: 'cold / node, 6 agents', bound: 'at most 4×', measured: '4.0×', isHeld: true },
      { what: 'cold / safe, 1000 agents', bound: 'at most 4×', measured: '2.0×', isHeld: true },
      { what: 'same / read, 1000 agents', bound: 'at most 2.5×', measured: '2.0×', isHeld: true },
      { what: 'memory of cold, 1000 agents', bound: 'at most 120 MiB', measured: '100 MiB', isHeld: true },
      { what: 'memory of same, 1000 agents', bound: 'at most 120 MiB', measured: '100 MiB', isHeld: true },
      { what: 'rulesync same / two same, 6 agents', bound: 'at least 8×', measured: '10.0×', isHeld: true },
      { what: 'rulesync same / two same, 1000 agents', bound: 'at least 8×', measured: '10.0×', isHeld: true },
    ]);
  });

  it('is not held by a slower run, nor by a slower peer that is not slow enough', () => {
    const cells = RESULTS.cells.map((cell) => (/^(?:cold|two same)$/.test(cell.row) ? doubled(cell) : cell));
    const broken = judge({ ...RESULTS, cells }).filter(({ isHeld }) => !isHeld);
    expect(broken.map(({ what, measured }) => `${what}: ${measured}`)).toEqual([
      'cold / node, 6 agents: 8.0×',
      'rulesync same / two same, 6 agents: 5.0×',
      'rulesync same / two same, 1000 agents: 5.0×',
    ]);
  });
});

function doubled(cell) {
  return { ...cell, cpu: cell.cpu.map((one) => one * 2) };
}

describe('the table', () => {
  it('has columns that stand below each other', () => {
    expect(table(['', 'b'], [['long cell', '1']])).toBe(
      ['|           | b   |', '| --------- | --- |', '| long cell | 1   |'].join('\n'),
    );
  });

  it('shows every row that was measured, and no other', () => {
    const shown = describeResults(RESULTS);
    expect(shown).toContain('Abacus, 2 cores, 8 GiB, linux 6, Node 22.0.0; load 0 to 0.5.');
    expect(shown).toMatch(/\| `node -e 0` +\| 0\.25 \/ 0\.50 \/ 100 \| 0\.25 \/ 0\.50 \/ 100 \|/);
    expect(shown).not.toContain('no two agents alike');
    const rows = new Set(RESULTS.cells.map(({ row }) => row));
    for (const row of rows) expect(shown).toContain(labelsOf(RESULTS).get(row));
  });

  it('is written between two marks, and nowhere else', () => {
    const page = 'Before\n<!-- Written by npm run bench. -->\n\nold\n\n<!-- End of what is written. -->\nafter\n';
    const written = putBetween(page, '$1 new');
    expect(written).toBe(page.replace('old\n', () => '$1 new\n'));
    expect(putBetween(written, '$1 new')).toBe(written);
    expect(() => putBetween('no marks', 'x')).toThrow('there are no marks');
  });
});

describe('the chart', () => {
  const svg = drawChart(RESULTS);

  it('has a bar for everything in it, as long as it took', () => {
    const widths = [...svg.matchAll(/<rect class="(own|peer|floor)" [^>]*width="([\d.]+)"/g)].map(([, look, width]) => [
      look,
      Number(width),
    ]);
    expect(widths.filter(([look]) => look === 'peer')).toEqual([
      ['peer', 136],
      ['peer', 136],
    ]);
    expect(widths.slice(0, 5)).toEqual([
      ['own', 136],
      ['floor', 68],
      ['own', 13.6],
      ['own', 13.6],
      ['floor', 6.8],
    ]);
  });

  it('can be read on light and on dark pages, and loads nothing', () => {
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|<script/);
  });
});

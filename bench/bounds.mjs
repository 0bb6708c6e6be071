import { cellOf, sizesIn } from './results.mjs';

// What was asked of canonry before anything was measured: ratios of two rows of one run, because seconds are those of a machine.

/** Processor time of one row is at most so many times that of another, with that many agents. */
const AT_MOST = [
  { row: 'cold', other: 'node', factor: 4, sizes: [6] },
  { row: 'version', other: 'node', factor: 1.5, sizes: [6] },
  { row: 'cold', other: 'safe', factor: 4, sizes: [1_000] },
  { row: 'cold', other: 'safe', factor: 3, sizes: [5_000] },
  { row: 'same', other: 'read', factor: 2.5, sizes: [1_000, 5_000] },
  { row: 'check', other: 'read', factor: 2.5, sizes: [1_000, 5_000] },
];

/** How many times the processor time of canonry another tool takes at least; cold runs of many agents are bounded by the disk. */
const FASTER = [
  { name: 'rulesync', factor: 8 },
  { name: 'agentloom', factor: 2 },
];
const COLD_UP_TO = 100;

/** Five times the agents, in at most so many times the processor time. */
const GROWTH = { from: 1_000, to: 5_000, factor: 5.5, rows: ['cold', 'same', 'check'] };

const MEMORY = { agents: 1_000, mebibytes: 120, rows: ['cold', 'same', 'check'] };

/** Each bound that the results say something about: what it is about, the bound, what was measured, whether it is held. */
export function judge(results) {
  return [...atMost(results), ...growth(results), ...memory(results), ...faster(results)];
}

function atMost(results) {
  return AT_MOST.flatMap(({ row, other, factor, sizes }) =>
    sizes.flatMap((agents) => {
      const measured = ratio(cellOf(results, row, agents), cellOf(results, other, agents));
      return upTo(`${row} / ${other}, ${agents} agents`, measured, factor, '×');
    }),
  );
}

function growth(results) {
  const { from, to, factor, rows } = GROWTH;
  return rows.flatMap((row) => {
    const measured = ratio(cellOf(results, row, to), cellOf(results, row, from));
    return upTo(`${row}, ${to} agents / ${from} agents`, measured, factor, '×');
  });
}

function memory(results) {
  const { agents, mebibytes, rows } = MEMORY;
  return rows.flatMap((row) => {
    const cell = cellOf(results, row, agents);
    return upTo(`memory of ${row}, ${agents} agents`, cell && cell.peak / 1024, mebibytes, ' MiB');
  });
}

function faster(results) {
  return FASTER.flatMap(({ name, factor }) =>
    sizesIn(results).flatMap((agents) =>
      ['cold', 'same', 'check'].flatMap((row) => {
        if (row === 'cold' && agents > COLD_UP_TO) return [];
        const measured = ratio(cellOf(results, `${name} ${row}`, agents), cellOf(results, `two ${row}`, agents));
        if (measured === undefined) return [];
        return [
          {
            what: `${name} ${row} / two ${row}, ${agents} agents`,
            bound: `at least ${factor}×`,
            measured: `${measured.toFixed(1)}×`,
            isHeld: measured >= factor,
          },
        ];
      }),
    ),
  );
}

function upTo(what, measured, bound, unit) {
  if (measured === undefined) return [];
  const digits = unit === '×' ? 1 : 0;
  return [
    {
      what,
      bound: `at most ${bound}${unit}`,
      measured: `${measured.toFixed(digits)}${unit}`,
      isHeld: measured <= bound,
    },
  ];
}

function ratio(cell, other) {
  return cell && other && cell.cpu / other.cpu;
}

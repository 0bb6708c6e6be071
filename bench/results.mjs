// What was measured, as data: `cells` holds for each row and number of agents the seconds of each run.

/** Of an even number the lower one of the two in the middle: a run that really took place. */
export function median(values) {
  return values.toSorted((one, other) => one - other)[(values.length - 1) >> 1];
}

/** Medians of one row with that many agents, in seconds and KiB; nothing if it was not measured. */
export function cellOf({ cells }, row, agents) {
  const cell = cells.find((one) => one.row === row && one.agents === agents);
  return cell && { cpu: median(cell.cpu), wall: median(cell.wall), peak: cell.peak };
}

export function sizesIn({ cells }) {
  return [...new Set(cells.map(({ agents }) => agents))];
}

/** Rows as people read them, in the order of the table. */
export function labelsOf({ peers }) {
  return new Map([
    ['node', '`node -e 0`'],
    ['version', '`canonry --version`'],
    ['cold', '`canonry render`, three harnesses, nothing there yet'],
    ['same', '… nothing changed'],
    ['one', '… one agent changed'],
    ['check', '`canonry check`, three harnesses'],
    ['distinct cold', '… no two agents alike: `render`, nothing there yet'],
    ['distinct same', '… nothing changed'],
    ['distinct check', '… `check`'],
    ['safe', 'floor: write the same files, each with fsync and rename'],
    ['plain', 'floor: write the same files without (only shown)'],
    ['read', 'floor: read all sources and outputs'],
    ['two cold', '`canonry render`, Claude Code and OpenCode, nothing there yet'],
    ['two same', '… nothing changed'],
    ['two check', '`canonry check`, Claude Code and OpenCode'],
    ...peers.flatMap(({ name, version }) => [
      [`${name} version`, `${name} ${version}: \`--version\``],
      [`${name} cold`, `${name}: nothing there yet`],
      [`${name} same`, '… nothing changed'],
      [`${name} check`, `${name}: check or dry run`],
    ]),
  ]);
}

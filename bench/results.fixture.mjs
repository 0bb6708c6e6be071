/** A run with round numbers: canonry costs 1 s, what any program has to pay 0.5 s, the other tool 10 s. */
export const RESULTS = {
  date: '2026-01-02',
  machine: { cpu: 'Abacus', cores: 2, memory: 8, system: 'linux 6', node: '22.0.0', load: [0, 0.5] },
  runs: { 6: 3, 1000: 3 },
  peers: [{ name: 'rulesync', version: '1.0.0' }],
  cells: [6, 1000].flatMap((agents) => [
    cell('node', agents, 0.25),
    cell('cold', agents, 1),
    cell('same', agents, 1),
    cell('safe', agents, 0.5),
    cell('read', agents, 0.5),
    cell('two same', agents, 1),
    cell('rulesync same', agents, 10),
  ]),
};

function cell(row, agents, cpu) {
  return { row, agents, peak: 100 * 1024, cpu: [cpu * 2, cpu, cpu / 2], wall: [cpu * 3, cpu * 2, cpu] };
}

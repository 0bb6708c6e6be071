// Whole processes of the built command, beside what any program has to pay and beside other tools: `npm run bench`, with
//   -- --sizes 6,100   numbers of agents (else 6, 100, 1 000 and 5 000)
//      --runs K        runs of each row after one to warm up, which also says the memory (else 5; of 5 000 agents at most 3)
//      --peers         rulesync, agentloom and ruler too; then everything runs on the Node that they need
//      --docs          write the results into docs/performance.md and its picture
//      --out DIR       results.json and chart.svg (else node_modules/.cache/canonry-bench)
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawChart } from './chart.mjs';
import { peakOf, timeRun } from './measure.mjs';
import { installPeers, QUIET } from './peers.mjs';
import { rowsFor } from './rows.mjs';
import { describeResults, putBetween } from './table.mjs';

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(REPOSITORY, 'node_modules/.cache/canonry-bench');
const MANY = { agents: 5_000, runs: 3 };

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '6,100,1000,5000' },
    runs: { type: 'string', default: '5' },
    peers: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    out: { type: 'string', default: CACHE },
  },
});
const sizes = values.sizes.split(',').map(naturalOf);
const wanted = naturalOf(values.runs);
const { node, tools } = values.peers ? installPeers(join(CACHE, 'peers')) : { node: process.execPath, tools: [] };

const scratch = mkdtempSync(join(tmpdir(), 'canonry-bench-'));
try {
  keep(measureAll());
} finally {
  rmSync(scratch, { recursive: true });
}

function measureAll() {
  const load = loadavg()[0];
  const measured = sizes.map((size) => ({ size, runs: size >= MANY.agents ? Math.min(wanted, MANY.runs) : wanted }));
  const cells = measured.flatMap(({ size, runs }) => measureSize(size, runs));
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(load),
    runs: Object.fromEntries(measured.map(({ size, runs }) => [size, runs])),
    peers: tools.map(({ name, version }) => ({ name, version })),
    cells,
  };
}

/** Row after row, and all of them again: what else the machine does meets every row. */
function measureSize(size, runs) {
  const directory = join(scratch, String(size));
  // Nobody's home is read or written.
  const home = join(scratch, 'home');
  for (const one of [directory, home]) mkdirSync(one, { recursive: true });
  const env = { PATH: process.env.PATH, HOME: home, TMPDIR: scratch, ...QUIET };
  const rows = rowsFor(size, { directory, node, tools });
  const cells = rows.map(({ id }) => ({ row: id, agents: size, peak: 0, cpu: [], wall: [] }));
  for (let round = 0; round <= runs; round += 1)
    for (const [index, { id, command, cwd, prepare, outputs }] of rows.entries()) {
      process.stderr.write(`${size} agents, round ${round} of ${runs}: ${id}\n`);
      prepare?.();
      const surroundings = { cwd, env, scratch };
      if (round === 0) {
        cells[index].peak = peakOf(command, surroundings);
        // Who is fast because it does nothing must not win.
        if (outputs !== undefined && outputs().length < 2 * size) throw new Error(`${id} wrote too few files`);
        continue;
      }
      const { cpu, wall } = timeRun(command, surroundings);
      cells[index].cpu.push(cpu);
      cells[index].wall.push(wall);
    }
  rmSync(directory, { recursive: true });
  return cells;
}

function describeMachine(load) {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? arch(),
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1),
    load: [load, loadavg()[0]].map((one) => Number(one.toFixed(1))),
  };
}

function keep(results) {
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(out, 'chart.svg'), drawChart(results));
  console.log(describeResults(results));
  if (!values.docs) return;
  const page = join(REPOSITORY, 'docs/performance.md');
  writeFileSync(page, putBetween(readFileSync(page, 'utf8'), describeResults(results)));
  cpSync(join(out, 'chart.svg'), join(REPOSITORY, 'docs/performance.svg'));
}

function naturalOf(text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${JSON.stringify(text)} is no number of agents or runs`);
}

// What a guard costs: a hook starts Node for each call. Each figure is the median of some fresh processes.
import { execFileSync } from 'node:child_process';
import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serialisePolicies } from '@canonry/core/guard';
import { loadRoster } from '@canonry/core/node';

const RUNS = 15;
const SELF = fileURLToPath(import.meta.url);
const LIBRARY = new URL('../packages/core/guard/canonry-guard.mjs', import.meta.url);
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

if (process.argv[2] === 'measure') await measure(process.argv[3], process.argv[4]);
else await report();

async function measure(tool, subject) {
  const start = performance.now();
  const { answer, loadPolicies } = await import(LIBRARY.href);
  const loaded = performance.now();
  const policies = loadPolicies(() => process.env.POLICIES);
  const files = { realpath: realpathSync.native, readlink: readlinkSync };
  const place = { project: REPOSITORY, home: '/home/nobody', files };
  const { decision } = answer(policies, { agent: 'chiron-forge', asks: [{ tool, subject }], place, canAsk: false });
  console.log(JSON.stringify({ load: loaded - start, decide: performance.now() - loaded, decision }));
}

async function report() {
  const { roster } = await loadRoster({ source: REPOSITORY });
  const env = { ...process.env, POLICIES: serialisePolicies(roster.agents, { unattended: false }) };
  console.log(`guard: ${Math.round(statSync(LIBRARY).size / 1000)} kB; milliseconds to load it, and to decide:`);
  for (const [tool, subject] of [
    ['bash', 'ls && git push --force x > out.txt'],
    ['edit', 'src/a.ts'],
    ['todo', ''],
  ]) {
    const output = () => JSON.parse(execFileSync(process.execPath, [SELF, 'measure', tool, subject], { env }));
    const found = Array.from({ length: RUNS }, output);
    const [load, decide] = ['load', 'decide'].map((key) => median(found.map((one) => one[key])));
    console.log(`${tool.padEnd(6)} ${load} ${decide}   ${found[0].decision}`);
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)].toFixed(1).padStart(6);
}

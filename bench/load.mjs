// How loading grows with the number of agents: each size in a fresh process, alternating, medians, time for each agent.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadRoster } from '@canonry/core/node';

const SIZES = [100, 1_000, 10_000];
const RUNS = 5;

if (process.argv[2] === 'measure') {
  const start = performance.now();
  const { roster, diagnostics } = await loadRoster({ source: process.argv[3] });
  const milliseconds = performance.now() - start;
  console.log(JSON.stringify({ milliseconds, agents: roster.agents.length, diagnostics: diagnostics.length }));
} else {
  const root = mkdtempSync(join(tmpdir(), 'canonry-bench-'));
  try {
    printTable(measureSizes(root));
  } finally {
    rmSync(root, { recursive: true });
  }
}

function measureSizes(root) {
  for (const size of SIZES) writeAgents(join(root, String(size)), size);
  const times = new Map(SIZES.map((size) => [size, []]));
  for (let run = 0; run < RUNS; run += 1)
    for (const size of SIZES) times.get(size).push(measure(join(root, String(size)), size));
  return times;
}

function measure(directory, size) {
  const self = fileURLToPath(import.meta.url);
  const { milliseconds, agents, diagnostics } = JSON.parse(
    execFileSync(process.execPath, [self, 'measure', directory]),
  );
  if (agents !== size || diagnostics !== 0)
    throw new Error(`loaded ${agents} of ${size} agents, ${diagnostics} diagnostics`);
  return milliseconds;
}

/** Twenty rules and a prompt of 3 KB for each agent, as real ones have. */
function writeAgents(root, count) {
  for (let index = 0; index < count; index += 1) {
    const name = `agent-${index}`;
    const directory = join(root, 'agents', name);
    const rules = Array.from(
      { length: 20 },
      (_, rule) => `  "tool-${index}-${rule} *:${['allow', 'ask', 'deny'][rule % 3]}",\n`,
    );
    mkdirSync(directory, { recursive: true });
    writeFileSync(
      join(directory, 'agent.toml'),
      `name = "${name}"\ndescription = "Agent number ${index}"\n\n[permissions.bash]\nintent = "ask"\nrules = [\n${rules.join('')}]\n`,
    );
    writeFileSync(join(directory, 'system-prompt.md'), `You are agent number ${index}.\n`.repeat(110));
  }
}

function printTable(times) {
  console.log('agents      median ms   µs an agent   ratio to the smallest');
  const base = median(times.get(SIZES[0])) / SIZES[0];
  for (const [size, values] of times) {
    const each = median(values) / size;
    const cells = [
      String(size).padEnd(10),
      median(values).toFixed(1).padStart(11),
      (each * 1000).toFixed(1).padStart(13),
    ];
    console.log(`${cells.join(' ')} ${(each / base).toFixed(2).padStart(23)}`);
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

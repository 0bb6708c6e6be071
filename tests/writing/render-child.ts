import { loadRoster, renderOutputs, thisSystem } from '@canonry/core/node';
import { watchFs } from './failing-fs.js';
import { renderAll } from './test-targets.js';

// Renders a source into a root, and dies by SIGKILL before the call of some number, half-way through if it is a write.
const [source = '', out = '', number = '0'] = process.argv.slice(2);

let count = 0;
const base = thisSystem();
const fs = watchFs(base.fs, (_, half) => {
  count += 1;
  if (count !== Number(number)) return;
  half();
  process.kill(process.pid, 'SIGKILL');
});
const { roster, diagnostics } = await loadRoster({ source });
const outcome = await renderOutputs({
  out,
  rendered: renderAll(roster),
  diagnostics,
  force: true,
  system: { ...base, fs, patience: 60_000 },
});
console.log(
  JSON.stringify({ calls: count, exitCode: outcome.exitCode, codes: outcome.diagnostics.map(({ code }) => code) }),
);

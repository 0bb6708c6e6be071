import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Runs the real harnesses: `npm run conformance [-- TARGET...] [-- --nightly]`. The last line sums up what was compared.
const isNightly = process.argv.includes('--nightly');
const targets = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = targets.filter((target) => !existsSync(new URL(`../tests/conformance/${target}`, import.meta.url)));
if (unknown.length > 0) throw new Error(`there is no tests/conformance/${unknown.join(', ')}`);
const directory = mkdtempSync(join(tmpdir(), 'canonry-conformance-'));
const totals = join(directory, 'totals');
const filters = targets.map((target) => `tests/conformance/${target}/`);
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'conformance', ...filters], {
  stdio: 'inherit',
  env: { ...process.env, CONFORMANCE_TOTALS: totals, CONFORMANCE_NIGHTLY: isNightly ? '1' : '0' },
});
const lines = existsSync(totals)
  ? readFileSync(totals, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
rmSync(directory, { recursive: true });
const sum = (key) => lines.reduce((total, line) => total + line[key], 0);
console.log(`policies ${sum('policies')}, decisions ${sum('decisions')}, mismatches ${sum('mismatches')}`);
// Tests that compare nothing prove nothing.
process.exitCode = status === 0 && sum('decisions') > 0 && sum('mismatches') === 0 ? 0 : 1;

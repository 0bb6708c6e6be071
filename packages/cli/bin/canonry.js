#!/usr/bin/env node
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/canonry.js', import.meta.url);

process.exitCode = existsSync(bundle) ? await runBundle() : refuse();

async function runBundle() {
  const { run } = await import(bundle.href);
  return run(process);
}

function refuse() {
  process.stderr.write('canonry: not built yet; run `npm run build` in the checkout\n');
  return 1;
}

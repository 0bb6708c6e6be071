import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { REPOSITORY } from '../golden/cases.js';

/** Bundles the program of the child processes, next to the packages that it may load. */
export async function buildChild(): Promise<string> {
  const directory = mkdtempSync(join(REPOSITORY, 'node_modules/.canonry-child-'));
  const bundle = await rolldown({
    input: join(REPOSITORY, 'tests/writing/render-child.ts'),
    platform: 'node',
    resolve: { conditionNames: ['@canonry/source', 'import', 'node'], mainFields: ['module', 'main'] },
    logLevel: 'silent',
  });
  await bundle.write({
    dir: directory,
    format: 'esm',
    entryFileNames: 'child.mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await bundle.close();
  return directory;
}

export interface ChildResult {
  readonly signal: string | null;
  readonly output: string;
}

export async function runChild(directory: string, source: string, out: string, number = 0): Promise<ChildResult> {
  const child = spawn(process.execPath, [join(directory, 'child.mjs'), source, out, String(number)]);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const signal = await new Promise<string | null>((resolve) => child.on('close', (_, by) => resolve(by)));
  return { signal, output };
}

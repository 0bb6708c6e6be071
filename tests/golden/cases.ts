import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatDiagnostic, hasErrors, type FileEntry, type FileTree } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import { targets } from '../../packages/cli/src/targets.js';
import { rosterTarget } from './roster-target.js';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const INPUTS = join(REPOSITORY, 'tests/inputs');
const GOLDEN_TARGETS = [rosterTarget];

/** A project to load, and the folder of golden/ that says what comes of it. */
export interface Case {
  readonly name: string;
  readonly input: string;
  readonly golden: string;
}

/** Every input, and the repository's own agents. */
export function listCases(): readonly Case[] {
  const inputs = readdirSync(INPUTS).map((name) => ({ name, input: join(INPUTS, name) }));
  return [{ name: 'agents', input: REPOSITORY }, ...inputs].map((item) => ({ ...item, golden: join(REPOSITORY, 'golden', item.name) }));
}

/** What golden/<case>/ must hold: the diagnostics and, if none is an error, each target's files. */
export async function renderCase({ input }: Case): Promise<FileTree> {
  const { directory, dispose } = await prepareInput(input);
  try {
    const { roster, diagnostics } = await loadRoster({ source: directory, targets, lint: true });
    const report = diagnostics.map((diagnostic) => `${formatDiagnostic(diagnostic)}\n`).join('\n');
    const files = new Map<string, FileEntry>();
    files.set('DIAGNOSTICS.txt', { bytes: new TextEncoder().encode(report || 'no diagnostics\n'), executable: false });
    if (!hasErrors(diagnostics))
      for (const target of GOLDEN_TARGETS)
        for (const [path, entry] of target.render(roster)) files.set(`${target.name}/${path}`, entry);
    return files;
  } finally {
    dispose();
  }
}

/** What Git cannot hold (FIFOs, broken names, a file of a megabyte) an input's make.mjs adds to a copy of it. */
async function prepareInput(input: string): Promise<{ directory: string; dispose: () => void }> {
  if (!existsSync(join(input, 'make.mjs'))) return { directory: input, dispose: () => undefined };
  const directory = mkdtempSync(join(tmpdir(), 'canonry-input-'));
  cpSync(input, directory, { recursive: true, verbatimSymlinks: true });
  const { make } = (await import(pathToFileURL(join(input, 'make.mjs')).href)) as { make: (directory: string) => void };
  make(directory);
  return { directory, dispose: () => rmSync(directory, { recursive: true, force: true }) };
}

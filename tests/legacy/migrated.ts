import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { onTerminal } from '../cli/in-process.js';
import type { Finished } from '../cli/canonry.js';

/** A copy of a directory that goes when the test ends. */
function copyOf(source: string): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'canonry-legacy-')));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  cpSync(source, directory, { recursive: true });
  return directory;
}

/** The same with its legacy file imported where it stands. */
export async function migrated(source: string): Promise<{ cwd: string; outcome: Finished }> {
  const cwd = copyOf(source);
  return { cwd, outcome: await onTerminal(['import', 'agents-json', 'agents/agents.json', '--out', '.'], { cwd }) };
}

import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileEntry, FileTree } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { onTerminal } from '../cli/in-process.js';
import { REPOSITORY } from './cases.js';
import { expectSameTree, readTree, writeTree } from '@canonry/core/testing';
import { isUpdating } from './update.js';

/** Each case has a source, and next to it exactly what an import of it says and creates. */
const KINDS = [
  { folder: 'tests/imports', words: (name: string) => [...formatsOf(name), 'source'] },
  { folder: 'tests/legacy', words: () => ['agents-json', 'source/agents/agents.json'] },
];

/** The case says whose files it holds. */
function formatsOf(name: string): readonly string[] {
  if (name.startsWith('several-')) return ['claude-code', 'opencode', 'pi'];
  return [['claude-code', 'pi'].find((format) => name.startsWith(`${format}-`)) ?? 'opencode'];
}

describe.each(KINDS)('imports in $folder', ({ folder, words }) => {
  it.each(readdirSync(join(REPOSITORY, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()))(
    '$name',
    async ({ name }) => {
      const directory = join(REPOSITORY, folder, name);
      const expected = await runImport(join(directory, 'source'), words(name));
      if (isUpdating) writeTree(join(directory, 'expected'), expected);
      expectSameTree(readTree(join(directory, 'expected')), expected);
    },
  );
});

async function runImport(source: string, words: readonly string[]): Promise<FileTree> {
  const cwd = mkdtempSync(join(tmpdir(), 'canonry-import-'));
  try {
    cpSync(source, join(cwd, 'source'), { recursive: true });
    const { code, stdout, stderr } = await onTerminal(['import', ...words, '--out', 'project'], { cwd });
    const created = stdout.split('\n').filter((line) => line.startsWith('created '));
    const compared = stdout.slice(created.map((line) => `${line}\n`).join('').length);
    const files = new Map<string, FileEntry>();
    const report = `${stderr || 'no diagnostics\n'}${compared && `\n${compared}`}\nexit code ${code}\n`;
    files.set('DIAGNOSTICS.txt', { bytes: new TextEncoder().encode(report), executable: false });
    const tree = readTree(join(cwd, 'project'));
    expect(created.toSorted()).toEqual([...tree.keys()].map((path) => `created project/${path}`).toSorted());
    for (const [path, entry] of tree) files.set(`project/${path}`, entry);
    return files;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GoldenHost } from '../../golden/golden-hosts.js';
import { asRoot } from './as-root.js';

const SYSTEM_UNITS = '/usr/lib/systemd/system';

/** The directory of a machine that has a host installed and is not running. Whoever makes it removes it. */
export function makeRoot({ root: files, tree }: GoldenHost): string {
  const root = mkdtempSync(join(tmpdir(), 'canonry-machine-'));
  cpSync(files, root, { recursive: true });
  cpSync(SYSTEM_UNITS, join(root, SYSTEM_UNITS), { recursive: true, verbatimSymlinks: true });
  symlinkSync('usr/lib', join(root, 'lib'));
  for (const [path, destination] of tree.links) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(destination, join(root, path));
  }
  for (const program of programsOf(tree.files)) addProgram(root, program);
  return root;
}

/** What the units start, apart from what comes with the host. */
function programsOf(files: ReadonlyMap<string, string>): readonly string[] {
  const started = [...files].flatMap(([path, text]) =>
    path.endsWith('.service') ? [...text.matchAll(/^Exec\w+=:?(\S+)/gm)].flatMap(([, program]) => program ?? []) : [],
  );
  return started.filter((program) => !files.has(program.slice(1)));
}

function addProgram(root: string, program: string): void {
  const file = join(root, program);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 });
}

/** Also where a file can only grow. */
export function removeRoot(root: string): void {
  asRoot('chattr', ['-R', '-f', '-a', root]);
  asRoot('rm', ['-rf', root]);
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Sandbox {
  readonly directory: string;
  readonly remove: () => void;
}

/** The one directory that sessions can write to, with a shell that does nothing. */
export function makeSandbox(parent = tmpdir()): Sandbox {
  const directory = mkdtempSync(join(parent, 'canonry-claude-code-'));
  writeFileSync(join(directory, 'bash'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

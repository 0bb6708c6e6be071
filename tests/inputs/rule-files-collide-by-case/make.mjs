import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  mkdirSync(join(directory, 'rules'));
  for (const name of ['Nix.md', 'nix.md']) writeFileSync(join(directory, 'rules', name), 'Pin inputs.\n');
}

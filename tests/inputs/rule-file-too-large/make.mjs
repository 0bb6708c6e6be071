import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  writeFileSync(join(directory, 'rules/nix.md'), 'Rule.\n'.repeat(200_000));
}

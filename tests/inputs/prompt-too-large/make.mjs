import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  writeFileSync(join(directory, 'agents/reader/system-prompt.md'), 'Answer.\n'.repeat(200_000));
}

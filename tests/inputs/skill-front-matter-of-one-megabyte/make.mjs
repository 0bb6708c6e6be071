import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  writeFileSync(join(directory, 'skills/handover/SKILL.md'), `---\nname: ${'['.repeat(1_000_000)}\n---\n`);
}

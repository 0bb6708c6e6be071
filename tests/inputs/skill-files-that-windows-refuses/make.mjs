import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  for (const name of ['nul.md', 'what?.md', 'end.']) writeFileSync(join(directory, 'skills/handover', name), '');
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  // The same letter composed and decomposed.
  for (const name of ['\u00E4.md', 'a\u0308.md']) writeFileSync(join(directory, 'skills/handover', name), '');
}

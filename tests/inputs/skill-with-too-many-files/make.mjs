import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  for (let index = 0; index < 1001; index += 1) writeFileSync(join(directory, `skills/handover/${index}.txt`), '');
}

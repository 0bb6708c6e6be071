import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  for (const name of ['Forms', 'forms']) {
    mkdirSync(join(directory, 'skills/handover', name));
    writeFileSync(join(directory, 'skills/handover', name, `${name}.md`), '');
  }
}

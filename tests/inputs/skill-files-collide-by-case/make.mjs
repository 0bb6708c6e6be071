import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  for (const name of ['Form.md', 'form.md']) writeFileSync(join(directory, 'skills/handover', name), '');
}

import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    writeFileSync(join(directory, 'skills/handover', name), '');
    truncateSync(join(directory, 'skills/handover', name), 15 * 1024 * 1024);
  }
}

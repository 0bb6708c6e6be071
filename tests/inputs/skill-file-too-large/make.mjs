import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  writeFileSync(join(directory, 'skills/handover/film.bin'), '');
  truncateSync(join(directory, 'skills/handover/film.bin'), 17 * 1024 * 1024);
}

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  symlinkSync('handover', join(directory, 'skills/handover'));
}

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  symlinkSync('../../shared', join(directory, 'skills/handover/references'));
}

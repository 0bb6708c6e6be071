import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  symlinkSync('/etc', join(directory, 'agents/outside'));
}

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  symlinkSync('/etc/hostname', join(directory, 'agents/reader/system-prompt.md'));
}

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  symlinkSync('/dev/zero', join(directory, 'agents/reader/system-prompt.md'));
}

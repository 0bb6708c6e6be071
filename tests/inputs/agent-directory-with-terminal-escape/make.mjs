import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  mkdirSync(join(directory, 'agents/\u001B[31mred'));
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  mkdirSync(join(directory, 'rules'));
  writeFileSync(join(directory, 'rules/u\u0308ber.md'), 'The letter of the reference is one character, this one is two.\n');
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  // The letter é as Latin-1 has it.
  mkdirSync(Buffer.concat([Buffer.from(join(directory, 'agents/caf')), Buffer.from([0xe9])]));
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  // The letter é as Latin-1 has it.
  writeFileSync(Buffer.concat([Buffer.from(join(directory, 'skills/handover/caf')), Buffer.from([0xe9])]), '');
}

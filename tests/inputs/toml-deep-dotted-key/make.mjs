import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  writeFileSync(join(directory, 'agents/reader/agent.toml'), `a${'.a'.repeat(20_000)} = 1\n`);
}

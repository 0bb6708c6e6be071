import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  writeFileSync(join(directory, 'agents/reader/agent.toml'), `${'k'.repeat(1_000_000)} = 1\n`);
}

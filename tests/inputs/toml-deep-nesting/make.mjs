import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  writeFileSync(join(directory, 'agents/reader/agent.toml'), `tags = ${'['.repeat(5000)}${']'.repeat(5000)}\n`);
}

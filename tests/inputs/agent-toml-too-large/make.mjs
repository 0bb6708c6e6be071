import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  writeFileSync(join(directory, 'agents/reader/agent.toml'), `# ${'x'.repeat(1024 * 1024)}`);
}

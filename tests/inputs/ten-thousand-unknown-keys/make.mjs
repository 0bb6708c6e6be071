import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  const keys = Array.from({ length: 10_000 }, (_, index) => `key_${index} = ${index}\n`);
  writeFileSync(join(directory, 'agents/reader/agent.toml'), keys.join(''));
}

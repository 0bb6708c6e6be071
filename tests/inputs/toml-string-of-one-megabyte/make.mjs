import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  const text = `name = "reader"\ndescription = "${'x'.repeat(1_000_000)}"\n`;
  writeFileSync(join(directory, 'agents/reader/agent.toml'), text);
}

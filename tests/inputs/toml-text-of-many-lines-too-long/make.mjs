import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  const text = `name = "reader"\ndescription = """\n${'A line of text.\n'.repeat(5000)}"""\n`;
  writeFileSync(join(directory, 'agents/reader/agent.toml'), text);
}

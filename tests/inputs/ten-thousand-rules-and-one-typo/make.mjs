import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  const rules = Array.from({ length: 10_000 }, (_, index) => `  "make job-${index}:${index === 7000 ? 'alow' : 'allow'}",\n`);
  const text = `name = "reader"\ndescription = "Runs jobs"\n\n[permissions.bash]\nintent = "ask"\nrules = [\n${rules.join('')}]\n`;
  writeFileSync(join(directory, 'agents/reader/agent.toml'), text);
}

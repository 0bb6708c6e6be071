import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function make(directory) {
  // Fifty units behind a star: as many situations as there are sets of places where the letter stood.
  const slow = (letter) => `*${letter}${'?'.repeat(50)}`;
  const rules = [`${slow('a')}:allow`, `${slow('b')}:deny`, `${slow('c')}a:allow`, `${slow('a')}?:ask`];
  const lines = ['name = "reader"', 'description = "Answers questions"', '', '[permissions.bash]', 'intent = "ask"'];
  writeFileSync(join(directory, 'agents/reader/agent.toml'), [...lines, 'rules = [', ...rules.map((rule) => `  "${rule}",`), ']', ''].join('\n'));
}

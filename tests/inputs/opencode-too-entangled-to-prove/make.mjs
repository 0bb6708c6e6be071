import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What nobody can prove becomes one action, as strict as anything may be: writing is denied, so bash is. */
export function make(directory) {
  const slow = (letter) => `*${letter}${'?'.repeat(50)}`;
  const rules = [`${slow('a')}:allow`, `${slow('b')}:ask`, `${slow('c')}a:allow`, `${slow('a')}?:ask`];
  const head = ['name = "reader"', 'description = "Answers questions"', '', '[permissions.edit]', 'intent = "deny"', ''];
  const bash = ['[permissions.bash]', 'intent = "ask"', 'rules = [', ...rules.map((rule) => `  "${rule}",`), ']', ''];
  writeFileSync(join(directory, 'agents/reader/agent.toml'), [...head, ...bash].join('\n'));
}

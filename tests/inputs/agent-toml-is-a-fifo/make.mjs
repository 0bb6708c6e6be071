import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export function make(directory) {
  execFileSync('mkfifo', [join(directory, 'agents/reader/agent.toml')]);
}

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './installation.js';
import { project } from './project.js';

/** A project with the six agents of this repository, for OpenCode alone. */
export function sixAgents(files: Readonly<Record<string, string>> = {}): string {
  const cwd = project({ 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '', ...files });
  for (const part of ['agents', 'skills', 'rules', 'context'])
    cpSync(join(REPOSITORY, part), join(cwd, part), { recursive: true });
  return cwd;
}

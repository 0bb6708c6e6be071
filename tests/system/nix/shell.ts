import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Finished } from '../../cli/canonry.js';
import { NIX_ENV } from './nix.js';

/** Enters a shell whose hook this is. */
export function enter(hook: string, cwd: string): Finished {
  const env = { PATH: '/usr/bin:/bin', HOME: NIX_ENV['HOME'] ?? '' };
  // Whatever a hook leaves behind would be in the shell of a person: it may not end it, nor change its variables.
  const script = `before=$(set | grep -v '^_=\\|^before=\\|^BASH_'); ${hook}\nafter=$(set | grep -v '^_=\\|^before=\\|^BASH_\\|^PIPESTATUS=')\n[ "$(grep -v ^PIPESTATUS= <<<"$before")" = "$after" ] && pwd`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd, env, encoding: 'utf8' });
  expect([stdout, stderr]).toEqual([`${cwd}\n`, stderr]);
  return { code: status, stdout, stderr };
}

/** Both judges of a shell text. */
export function expectSoundShell(text: string): void {
  const options = { input: text, encoding: 'utf8' } as const;
  expect(spawnSync('bash', ['-n'], options)).toMatchObject({ status: 0, stderr: '' });
  expect(spawnSync('shellcheck', ['--shell=bash', '--severity=style', '-'], options)).toMatchObject({
    status: 0,
    stdout: '',
  });
}

/** Everything below a directory, with what it holds and when it was written: two snapshots show whatever was touched. */
export function snapshot(directory: string): Readonly<Record<string, string>> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    paths.map((path) => {
      const file = join(directory, path);
      const stats = lstatSync(file);
      if (stats.isSymbolicLink()) return [path, `-> ${readlinkSync(file)} ${String(stats.mtimeMs)}`];
      return [
        path,
        stats.isDirectory()
          ? 'directory'
          : `${String(stats.ino)} ${String(stats.mtimeMs)} ${readFileSync(file, 'utf8')}`,
      ];
    }),
  );
}

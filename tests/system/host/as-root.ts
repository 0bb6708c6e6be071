import { spawnSync } from 'node:child_process';

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program as root, in English and without anything of the person's environment. */
export function asRoot(program: string, args: readonly string[]): Finished {
  const isRoot = process.getuid?.() === 0;
  const [first, ...rest] = [...(isRoot ? [] : ['sudo', '-n']), 'env', '-i', ...ENVIRONMENT, program, ...args];
  const { status, stdout, stderr, error } = spawnSync(first ?? '', rest, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

const ENVIRONMENT = ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL=C.UTF-8'];

/** A line of shell with these words as `$1`, `$2` and so on, in mounts and a network of its own. */
export function aside(script: string, ...words: readonly string[]): Finished {
  return asRoot('unshare', ['--mount', '--net', 'sh', '-euc', script, 'sh', ...words]);
}

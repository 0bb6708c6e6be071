import { spawnSync } from 'node:child_process';
import type { Programs } from './io.js';

/** The programs of this machine. What they need to know goes in through stdin and files, never as an argument of a secret. */
export function systemPrograms(env: Readonly<Record<string, string | undefined>>): Programs {
  return {
    run([program = '', ...args], { input = '', environment = {} } = {}) {
      const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
        input,
        encoding: 'utf8',
        env: { ...env, ...environment, LC_ALL: 'C' },
      });
      if (error !== undefined) return { code: undefined, stdout: '', stderr: reasonOf(error) };
      return { code: status ?? undefined, stdout, stderr: signal === null ? stderr : `${stderr}ended by ${signal}` };
    },
  };
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'there is no such program' : error.message;
}

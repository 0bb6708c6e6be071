import { spawnSync, type StdioOptions } from 'node:child_process';
import { install } from './installation.js';

export const BIN = install();

/** Everything a finished command leaves behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly cwd: string;
  /** Nothing else of our own environment reaches the command. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
  /** Run as somebody whom file permissions bind: root may do anything. */
  readonly asNobody?: boolean;
}

/** Runs the built command as a process of its own. */
export function canonry(args: readonly string[], { cwd, env = {}, stdio = 'pipe', asNobody }: Surroundings): Finished {
  const nobody = asNobody === true && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    env,
    stdio,
    encoding: 'utf8',
    timeout: 120_000,
    ...nobody,
  });
  if (error !== undefined) throw error;
  return { code: status, stdout, stderr };
}

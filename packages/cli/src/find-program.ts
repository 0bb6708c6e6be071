import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Io } from './io.js';

export interface FoundProgram {
  /** Absolute. */
  readonly path: string;
  /** What it says about itself; null if it does not answer. */
  readonly version: string | null;
}

/** Some harnesses take a second to say their version; one that takes so much longer hangs. */
const PATIENCE = 10_000;

/** Looks for a program as a shell would, and asks it for its version. */
export async function findProgram(name: string, env: Io['env']): Promise<FoundProgram | undefined> {
  const directories = (env['PATH'] ?? '').split(delimiter).filter((directory) => isAbsolute(directory));
  const path = directories.map((directory) => join(directory, name)).find(isExecutable);
  return path === undefined ? undefined : { path, version: await askVersion(path, env) };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function askVersion(path: string, env: Io['env']): Promise<string | null> {
  const options = { env, timeout: PATIENCE, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 } as const;
  return new Promise((resolve) => {
    const child = execFile(path, ['--version'], options, (error, stdout) => {
      const [line = ''] = stdout.trim().split('\n');
      resolve(error !== null || line === '' ? null : line);
    });
    child.stdin?.end();
  });
}

import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What bash did with a line. */
export interface Ran {
  /** The words of each command that it started, joined by one space, as the subject of a policy. */
  readonly commands: readonly string[];
  readonly files: readonly string[];
}

/** The only commands that there are. Each writes down how it was called, and does nothing else. */
const COMMANDS = ['evil', 'git', 'c1', 'ls', 'rm', 'cat'] as const;

const TIMEOUT = 1_000;
const RECORD_END = '\u0001';

/** Runs lines, each in an empty directory, without any real command, and several at a time. */
export async function runInBash(lines: readonly string[], workers = 4): Promise<readonly Ran[]> {
  const root = mkdtempSync(join(tmpdir(), 'canonry-bash-'));
  const ran: Ran[] = [];
  let next = 0;
  const work = async (worker: number): Promise<void> => {
    const directory = join(root, String(worker));
    const log = join(root, `${worker}.log`);
    const path = commandsIn(join(root, `${worker}.bin`), log);
    for (let at = next++; at < lines.length; at = next++) {
      rmSync(log, { force: true });
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory);
      await run(lines[at] ?? '', directory, path);
      ran[at] = { commands: commandsOf(log), files: readdirSync(directory) };
    }
  };
  try {
    await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
    return ran;
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function commandsIn(directory: string, log: string): string {
  mkdirSync(directory);
  for (const name of COMMANDS) {
    const file = join(directory, name);
    writeFileSync(file, `#!/bin/bash\nIFS=' '\nprintf '%s\\1' "\${0##*/}\${1+ $*}" >> '${log}'\n`);
    chmodSync(file, 0o755);
  }
  return directory;
}

/** Until everything that it started has closed its output, or is killed. */
async function run(line: string, cwd: string, path: string): Promise<void> {
  // A home directory named like the mark that stands for it.
  const env = { PATH: path, HOME: '~', LC_ALL: 'C.UTF-8' };
  const child = spawn('/bin/bash', ['--norc', '--noprofile', '-c', line], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  child.stdout.resume();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => killGroup(child.pid), TIMEOUT);
    child.once('close', () => {
      clearTimeout(timer);
      killGroup(child.pid);
      resolve();
    });
  });
}

/** The group of this one child, which it leads. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

function commandsOf(log: string): readonly string[] {
  return existsSync(log) ? [...new Set(readFileSync(log, 'utf8').split(RECORD_END).slice(0, -1))] : [];
}

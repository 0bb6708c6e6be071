import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PRELOAD = fileURLToPath(new URL('peak-memory.cjs', import.meta.url));

/** Node tells nobody what a child has cost, so bash does: wall, user and system time with all that the child started. */
const TIMED = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>"$BENCH_LOG"';

/** Runs a program once, in seconds of processor and of wall clock. One that fails is no measurement. */
export function timeRun(command, { cwd, env, scratch }) {
  const log = join(scratch, 'stderr.log');
  const { status, stderr } = spawnSync('bash', ['-c', TIMED, 'bench', ...command], {
    cwd,
    env: { ...env, LC_ALL: 'C', BENCH_LOG: log },
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`${command.join(' ')} ended with ${status}\n${readFileSync(log, 'utf8').slice(-2000)}`);
  const [wall, user, system] = stderr.trim().split(' ').map(Number);
  return { wall, cpu: user + system };
}

/** The peak of the largest process of a run, in KiB. It is a run of its own: what looks on costs a little. */
export function peakOf(command, { cwd, env, scratch }) {
  const file = join(scratch, 'peak.txt');
  rmSync(file, { force: true });
  timeRun(command, {
    cwd,
    scratch,
    env: { ...env, BENCH_PEAK_FILE: file, NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}` },
  });
  return Math.max(...readFileSync(file, 'utf8').trim().split('\n').map(Number));
}

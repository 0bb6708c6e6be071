import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { baseRoot } from './root.js';

const SCRIPT = fileURLToPath(new URL('machine.sh', import.meta.url));
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' };

export interface Result {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A real systemd with a file system, a network and processes of its own. */
export interface Machine {
  /** Runs a line of shell as root. */
  readonly root: (script: string, input?: string | Buffer) => Result;
  /** Runs a line of shell as this user, as a login of his would: outside of any unit. */
  readonly as: (user: string, script: string) => Result;
  readonly stop: () => Promise<void>;
}

/** A file system to boot from, in which nothing runs yet. */
export interface Prepared {
  readonly root: (script: string, input?: string | Buffer) => Result;
  readonly boot: () => Promise<Machine>;
  readonly discard: () => Promise<void>;
}

/** `options` are those of systemd-nspawn. */
export async function prepareMachine(options: readonly string[] = []): Promise<Prepared> {
  const work = mkdtempSync(join(tmpdir(), 'canonry-host-'));
  const name = basename(work).toLowerCase();
  const holder = spawn(
    'unshare',
    // The machine dies with the process that asked for it.
    [
      '--mount',
      '--propagation',
      'private',
      'setpriv',
      '--pdeathsig',
      'TERM',
      'sh',
      SCRIPT,
      baseRoot(),
      work,
      name,
      ...options,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const console = collect(holder);
  const ended = once(holder, 'close').then(() => {
    rmdirSync(work);
    removeControlGroups(name);
  });
  const fail = async (what: string): Promise<never> => {
    holder.kill('SIGKILL');
    await ended;
    throw new Error(`${what}:\n${console()}`);
  };
  while (!console().includes('prepared\n')) {
    if (hasEnded(holder)) await fail('no file system for a machine');
    await wait(20);
  }
  const discard = async (): Promise<void> => {
    holder.stdin.end();
    await ended;
  };
  const boot = async (): Promise<Machine> => {
    holder.stdin.write('boot\n');
    const limit = performance.now() + 120_000;
    while (performance.now() < limit && !hasEnded(holder)) {
      await wait(50);
      const leader = firstChild(holder.pid);
      if (leader !== undefined && isUp(leader)) return running(leader, ended);
    }
    return fail('systemd did not boot in systemd-nspawn');
  };
  return {
    root: (script, input) => sh(['-t', `${holder.pid}`, '-m', 'chroot', join(work, 'root')], script, input),
    boot,
    discard,
  };
}

function running(leader: string, ended: Promise<void>): Machine {
  const enter = ['-t', leader, '-m', '-u', '-i', '-n', '-p', '-C'];
  return {
    root: (script, input) => sh(enter, script, input),
    as: (user, script) => {
      const login = ['setpriv', '--reuid', user, '--regid', user, '--init-groups', '--inh-caps=-all'];
      return sh([...enter, ...login, 'env', `HOME=/home/${user}`, `USER=${user}`], script);
    },
    stop: async () => {
      // What systemd takes for an order to power off.
      spawnSync('kill', ['-s', 'RTMIN+4', leader]);
      const impatient = setTimeout(() => process.kill(Number(leader), 'SIGKILL'), 30_000);
      await ended;
      clearTimeout(impatient);
    },
  };
}

function sh(enter: readonly string[], script: string, input: string | Buffer = ''): Result {
  const { status, stdout, stderr, error } = spawnSync('nsenter', [...enter, 'sh', '-c', script], {
    encoding: 'utf8',
    env: ENVIRONMENT,
    input,
    timeout: 120_000,
  });
  if (error !== undefined) throw error;
  return { status, output: stdout.trimEnd(), errors: stderr.trimEnd() };
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  const append = (chunk: unknown): void => {
    text += String(chunk);
  };
  stdout?.on('data', append);
  stderr?.on('data', append);
  return () => text;
}

/** Of systemd-nspawn, that is the systemd of the machine. */
function firstChild(pid: number | undefined): string | undefined {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split(' ')
        .find((child) => child !== '')
    : undefined;
}

function isUp(leader: string): boolean {
  const { output } = sh(['-t', leader, '-m', '-u', '-i', '-n', '-p', '-C'], 'systemctl is-system-running 2>/dev/null');
  return output === 'running' || output === 'degraded';
}

/** systemd leaves them behind, empty. */
function removeControlGroups(name: string): void {
  const remove = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true }))
      if (entry.isDirectory()) remove(join(directory, entry.name));
    rmdirSync(directory);
  };
  for (const hierarchy of ['', 'unified', 'systemd'])
    if (existsSync(join('/sys/fs/cgroup', hierarchy, name))) remove(join('/sys/fs/cgroup', hierarchy, name));
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who a process is, so that another one can tell later whether it still runs. A number alone is soon somebody else's. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in ticks since the machine started; `0` where the system does not say. */
  readonly start: string;
  /** The container, as its process namespace; `0` where there is none. */
  readonly namespace: string;
  /** The start of the machine; `0` where the system does not say. */
  readonly boot: string;
  readonly host: string;
}

export function thisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    start: startOf(process.pid) ?? '0',
    namespace: readOr('0', () => /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0]),
    boot: readOr('0', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)),
    host: hostname().replaceAll(/[^A-Za-z0-9.]/g, '.') || 'unknown',
  };
}

/** False only if it is certain that the process is gone: a machine or container that we cannot look into may run it. */
export function mayRun(other: ProcessIdentity, self: ProcessIdentity): boolean {
  if (other.host === self.host && other.boot !== self.boot) return false;
  const isVisible = other.boot === self.boot && other.namespace === self.namespace;
  if (!isVisible || (self.boot === '0' && other.host !== self.host)) return true;
  const start = startOf(other.pid);
  if (start !== undefined && other.start !== '0') return start === other.start;
  return isAlive(other.pid);
}

/** Field 22 of /proc/PID/stat; the second one is a name that may hold anything, so counting begins behind it. */
function startOf(pid: number): string | undefined {
  return readOr(undefined, () => {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; it only waits for its parent to notice.
    return fields[0] === 'Z' ? undefined : fields[19];
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return startOf(pid) !== undefined || !hasProc();
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function hasProc(): boolean {
  return startOf(process.pid) !== undefined;
}

function readOr<Fallback>(fallback: Fallback, read: () => string | undefined): string | Fallback {
  try {
    return read() ?? fallback;
  } catch {
    return fallback;
  }
}
